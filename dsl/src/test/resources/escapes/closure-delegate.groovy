// groovy-sandbox: walks of closures
// a delegate answers for the closure
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.setDelegate('touch MARK')
        c.setResolveStrategy(1)
        c()
    }
}
