// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// a class as a value
event X {
    on { 'a' }
    as {
        def c = String
        c.forName('java.lang.System')
    }
}
