// SECURITY-1538 / CVE-2019-10394 (Jenkins: computed names of properties)
// += reads a property
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        def x = 'a'
        x."$key" += 1
    }
}
