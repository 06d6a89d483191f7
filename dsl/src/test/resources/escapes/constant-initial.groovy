// Herald: the top level runs while a script is loaded
// a constant of the script is made by a call
// refused: the class System is not allowed in scripts
final A = System.setProperty('herald.escaped', 'yes')
event X { on { 'a' } }
