// groovy-sandbox: walks of closures
// the owner of a closure leads to the script
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.owner.class.classLoader
    }
}
