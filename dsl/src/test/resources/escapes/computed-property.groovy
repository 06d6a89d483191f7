// SECURITY-1538 / CVE-2019-10394 (Jenkins: computed names of properties)
// a property whose name is computed
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        command."$key"
    }
}
