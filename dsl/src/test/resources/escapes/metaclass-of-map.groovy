// Groovy 6: map.metaClass is no key
// a map's metaClass is its meta-class
// refused: '.metaClass' is not allowed in scripts
event X {
    on { 'a' }
    as {
        [:].metaClass.invokeMethod('touch MARK', 'execute', null)
    }
}
