// Groovy GPath
// a list of lists is looked through to the bottom
event X {
    on { 'a' }
    as {
        def key = 'metaC' + 'lass'
        [[['x']]]."$key"
    }
}
