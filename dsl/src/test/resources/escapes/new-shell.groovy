// CVE-2015-1427 family
// GroovyShell evaluates text
event X {
    on { 'a' }
    as {
        new GroovyShell().evaluate("new File('MARK').createNewFile()")
    }
}
