// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// the class of an input
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        command.class.classLoader
    }
}
