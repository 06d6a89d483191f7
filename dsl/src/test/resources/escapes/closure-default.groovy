// SECURITY-1658 / CVE-2019-16538 (Jenkins: defaults of parameters of closures)
// a closure's parameter has a default
// refused: a closure's parameter can't have a default in scripts
event X {
    on { 'a' }
    as {
        def c = { x = metaClass -> x }
        'x'.with(c)
    }
}
