// groovy-sandbox: walks of closures
// thisObject is the script
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.thisObject.getClass()
    }
}
