// Groovy: Closure
// a closure's property is written
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.delegate = 'x'
    }
}
