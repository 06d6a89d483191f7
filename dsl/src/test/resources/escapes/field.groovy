// groovy.transform.Field
// an annotation makes a field of a variable
// refused: the annotation @groovy.transform.Field is not allowed in scripts
@groovy.transform.Field f = System.setProperty('herald.escaped', 'yes')
event X { on { 'a' } }
