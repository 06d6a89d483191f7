// Groovy: MetaClass
// a method is called through the meta-class of an object
event X {
    on { 'a' }
    as {
        'touch MARK'.metaClass.invokeMethod('touch MARK', 'execute', null)
    }
}
