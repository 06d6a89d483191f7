// Groovy: GString closures
// a GString's closure is given a writer
// refused: no method 'getClass' is known to scripts
event X {
    on { 'a' }
    as {
        "${ w -> w.getClass().classLoader }".toString()
    }
}
