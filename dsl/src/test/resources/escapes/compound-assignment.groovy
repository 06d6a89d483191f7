// SECURITY-1353 / CVE-2019-1003029 (Jenkins: compound assignment)
// += reads a property
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        def x = 'a'
        x."$key" += 1
    }
}
