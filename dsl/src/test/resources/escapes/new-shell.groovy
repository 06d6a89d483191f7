// Groovy: GroovyShell
// GroovyShell evaluates text
// refused: the class GroovyShell is not allowed in scripts
event X {
    on { 'a' }
    as {
        new GroovyShell().evaluate("new File('MARK').createNewFile()")
    }
}
