// Groovy: Closure
// a closure's property is written
// refused: Closure has no property 'delegate' that scripts may use
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.delegate = 'x'
    }
}
