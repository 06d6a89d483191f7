// Groovy GPath
// a list of lists is looked through to the bottom
// refused: String has no property 'metaClass' that scripts may use
event X {
    on { 'a' }
    as {
        def key = 'metaC' + 'lass'
        [[['x']]]."$key"
    }
}
