// SECURITY-1266 family (Jenkins: code that runs while loading)
// the top level runs while the script is loaded
System.setProperty('herald.escaped', 'yes')
event X { on { 'a' } }
