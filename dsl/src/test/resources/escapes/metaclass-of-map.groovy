// Groovy 6: map.metaClass is no key
// a map's metaClass is its meta-class
// refused: no method 'invokeMethod' is known to scripts
event X {
    on { 'a' }
    as {
        [:].metaClass.invokeMethod('touch MARK', 'execute', null)
    }
}
