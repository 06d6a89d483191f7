// SECURITY-1186 family (Jenkins: maps as interfaces)
// a map becomes a Comparator
event X {
    on { 'a' }
    as {
        [compare: { a, b -> 0 }] as Comparator
    }
}
