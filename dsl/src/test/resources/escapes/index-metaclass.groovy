// SECURITY-582 family (Jenkins: operators that read properties)
// a list's [] reads a property of each item
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        [command][key][0]
    }
}
