// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// a class in a list
// refused: the class Integer can't be a value in scripts
event X {
    on { 'a' }
    as {
        [Integer][0].classLoader
    }
}
