// SECURITY-1353 / CVE-2019-1003029 family (Jenkins: computed names)
// a property whose name is computed
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        command."$key".forName('java.lang.System')
    }
}
