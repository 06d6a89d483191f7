// Groovy GPath
// an entry of a map is no map
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        [a: 1].entrySet()*."$key"
    }
}
