// SECURITY-1538 / CVE-2019-10394 (Jenkins: computed names of properties)
// a property whose name is computed
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        command."$key".forName('java.lang.System')
    }
}
