// Groovy: ExpandoMetaClass
// a new class of methods
// refused: the class ExpandoMetaClass is not allowed in scripts
event X {
    on { 'a' }
    as {
        new ExpandoMetaClass(String).initialize()
    }
}
