// CVE-2017-1000107 (Jenkins: type coercion)
// a map becomes a Comparator
// refused: the class Comparator is not allowed in scripts
event X {
    on { 'a' }
    as {
        [compare: { a, b -> 0 }] as Comparator
    }
}
