// CVE-2015-1427 (Elasticsearch: Groovy sandbox); Groovy: GroovyObject
// invokeMethod calls by name
// refused: String has no method 'invokeMethod' that scripts may use
event X {
    on { 'a' }
    as {
        'touch MARK'.invokeMethod('execute', null)
    }
}
