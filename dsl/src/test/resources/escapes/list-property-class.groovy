// Groovy GPath
// a computed property of a list is that of each item
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        [[command]]."$key"
    }
}
