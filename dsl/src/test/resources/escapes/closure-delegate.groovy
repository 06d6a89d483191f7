// groovy-sandbox: walks of closures
// a delegate answers for the closure
// refused: no method 'setDelegate' is known to scripts
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.setDelegate('touch MARK')
        c.setResolveStrategy(1)
        c()
    }
}
