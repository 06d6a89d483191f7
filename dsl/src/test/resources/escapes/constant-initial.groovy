// Herald: the top level runs while a script is loaded
// a constant of the script is made by a call
final A = System.setProperty('herald.escaped', 'yes')
event X { on { 'a' } }
