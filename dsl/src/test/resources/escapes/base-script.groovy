// groovy.transform.BaseScript
// an annotation changes what the script is
// refused: the annotation @groovy.transform.BaseScript is not allowed in scripts
@groovy.transform.BaseScript groovy.lang.Script s
event X { on { 'a' } }
