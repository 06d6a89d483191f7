// Groovy: GroovyObject.invokeMethod
// invokeMethod of the script itself
event X {
    on { 'a' }
    as {
        this.invokeMethod('evaluate', 'x')
    }
}
