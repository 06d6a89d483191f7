// SECURITY-1465 / CVE-2019-10400 family (Jenkins: reflection by Groovy)
// invokeMethod calls by name
event X {
    on { 'a' }
    as {
        'touch MARK'.invokeMethod('execute', null)
    }
}
