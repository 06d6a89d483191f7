// groovy-sandbox: walks of closures
// a delegate answers for the closure
// refused: Closure has no method 'setDelegate' that scripts may use
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.setDelegate('touch MARK')
        c.setResolveStrategy(1)
        c()
    }
}
