// Groovy: MetaClass
// a method is called through the meta-class of an object
// refused: '.metaClass' is not allowed in scripts
event X {
    on { 'a' }
    as {
        'touch MARK'.metaClass.invokeMethod('touch MARK', 'execute', null)
    }
}
