// CVE-2015-1427 (Elasticsearch: Groovy sandbox)
// Groovy's own runtime calls by name
// refused: the class InvokerHelper is not allowed in scripts
event X {
    on { 'a' }
    as {
        org.codehaus.groovy.runtime.InvokerHelper.invokeMethod('touch MARK', 'execute', null)
    }
}
