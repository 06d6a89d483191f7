// groovy-sandbox: walks of closures
// the owner of a closure leads to the script
// refused: Closure has no property 'owner' that scripts may use
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.owner
    }
}
