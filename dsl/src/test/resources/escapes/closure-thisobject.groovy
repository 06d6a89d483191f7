// groovy-sandbox: walks of closures
// thisObject is the script
// refused: no method 'getClass' is known to scripts
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.thisObject.getClass()
    }
}
