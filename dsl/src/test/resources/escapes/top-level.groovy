// Groovy: code that runs while a script is loaded
// the top level runs while the script is loaded
// refused: the class System is not allowed in scripts
System.setProperty('herald.escaped', 'yes')
event X { on { 'a' } }
