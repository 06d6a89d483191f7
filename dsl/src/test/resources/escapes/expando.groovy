// Groovy: ExpandoMetaClass
// a new class of methods
event X {
    on { 'a' }
    as {
        new ExpandoMetaClass(String).initialize()
    }
}
