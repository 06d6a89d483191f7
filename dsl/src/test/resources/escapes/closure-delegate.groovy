// groovy-sandbox: walks of closures
// a delegate answers for the closure
event X {
    on { 'a' }
    as {
        def c = { execute() }
        c.delegate = 'touch MARK'
        c.resolveStrategy = 1
        c()
    }
}
