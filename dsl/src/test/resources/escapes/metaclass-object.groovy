// Groovy: MetaClass
// a method is called through the meta-class of an object
// refused: String has no property 'metaClass' that scripts may use
event X {
    on { 'a' }
    as {
        'touch MARK'.metaClass.invokeMethod('touch MARK', 'execute', null)
    }
}
