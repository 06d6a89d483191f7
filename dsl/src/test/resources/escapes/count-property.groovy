// SECURITY-1538 / CVE-2019-10399 (Jenkins: ++ and --)
// ++ reads and writes a property
// refused: Closure has no property 'resolveStrategy' that scripts may use
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c.resolveStrategy++
    }
}
