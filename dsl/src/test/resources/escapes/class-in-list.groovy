// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// a class in a list
event X {
    on { 'a' }
    as {
        [Integer][0].classLoader
    }
}
