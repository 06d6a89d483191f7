// Groovy GPath
// a computed property of a list is that of each item
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        [[command]]."$key"
    }
}
