// Groovy: GroovyShell
// GroovyShell evaluates text
event X {
    on { 'a' }
    as {
        new GroovyShell().evaluate("new File('MARK').createNewFile()")
    }
}
