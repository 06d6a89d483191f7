// CVE-2017-1000107 (Jenkins: type coercion)
// a map becomes a Comparator
event X {
    on { 'a' }
    as {
        [compare: { a, b -> 0 }] as Comparator
    }
}
