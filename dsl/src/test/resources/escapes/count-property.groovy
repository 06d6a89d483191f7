// SECURITY-1353 / CVE-2019-1003029 (Jenkins: ++ and --)
// ++ reads and writes a property
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.resolveStrategy++
    }
}
