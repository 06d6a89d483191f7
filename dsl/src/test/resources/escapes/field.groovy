// groovy.transform.Field
// an annotation makes a field of a variable
@groovy.transform.Field f = System.setProperty('herald.escaped', 'yes')
event X { on { 'a' } }
