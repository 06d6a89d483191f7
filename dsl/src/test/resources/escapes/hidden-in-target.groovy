// SECURITY-1538 / CVE-2019-10394 (Jenkins: computed names of properties)
// the target of an assignment hides the call
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        def m = [:]
        m."${System.setProperty('herald.escaped', 'yes')}" = 1
    }
}
