// Groovy GPath
// an entry of a map is no map
// refused: Entry has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        [a: 1].entrySet()*."$key"
    }
}
