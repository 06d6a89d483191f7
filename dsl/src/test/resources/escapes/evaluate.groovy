// Groovy: Script.evaluate
// the script evaluates text
// refused: no method 'evaluate' is known to scripts
event X {
    on { 'a' }
    as {
        this.evaluate("new File('MARK').createNewFile()")
    }
}
