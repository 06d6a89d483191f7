// SECURITY-1658 / CVE-2019-16538 family (Jenkins: computed method names)
// a method whose name is computed
event X {
    on { 'a' }
    as {
        def name = 'exe' + 'cute'
        'touch MARK'."$name"()
    }
}
