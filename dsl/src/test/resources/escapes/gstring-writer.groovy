// Groovy: GString closures
// a GString's closure is given a writer
event X {
    on { 'a' }
    as {
        "${ w -> w.getClass().classLoader }".toString()
    }
}
