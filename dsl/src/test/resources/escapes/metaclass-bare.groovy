// Groovy: a script is a GroovyObject
// the bare name metaClass is that of the script
// refused: 'metaClass' is not allowed in scripts
event X {
    on { 'a' }
    as {
        metaClass.invokeMethod(this, 'x', null)
    }
}
