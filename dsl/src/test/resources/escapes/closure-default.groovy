// SECURITY-1538 / CVE-2019-10394 (Jenkins: defaults of parameters)
// a closure's parameter has a default
event X {
    on { 'a' }
    as {
        def c = { x = metaClass -> x }
        'x'.with(c)
    }
}
