// groovy.transform.BaseScript
// an annotation changes what the script is
@groovy.transform.BaseScript groovy.lang.Script s
event X { on { 'a' } }
