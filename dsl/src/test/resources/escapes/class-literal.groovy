// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// a class as a value
// refused: the class String can't be a value in scripts
event X {
    on { 'a' }
    as {
        def c = String
        c.forName('java.lang.System')
    }
}
