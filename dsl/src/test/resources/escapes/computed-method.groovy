// SECURITY-1538 / CVE-2019-10393 (Jenkins: computed names of methods)
// a method whose name is computed
event X {
    on { 'a' }
    as {
        def name = 'exe' + 'cute'
        'touch MARK'."$name"()
    }
}
