// SECURITY-1538 / CVE-2019-10393 (Jenkins: computed names of methods)
// a method whose name is computed
// refused: a method's name can't be computed in scripts
event X {
    on { 'a' }
    as {
        def name = 'exe' + 'cute'
        'touch MARK'."$name"()
    }
}
