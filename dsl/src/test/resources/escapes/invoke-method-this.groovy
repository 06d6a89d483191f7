// Groovy: GroovyObject.invokeMethod
// invokeMethod of the script itself
// refused: no method 'invokeMethod' is known to scripts
event X {
    on { 'a' }
    as {
        this.invokeMethod('evaluate', 'x')
    }
}
