// Groovy: code that runs while a script is loaded
// the top level runs while the script is loaded
System.setProperty('herald.escaped', 'yes')
event X { on { 'a' } }
