// Groovy: Script.evaluate
// the script evaluates text
event X {
    on { 'a' }
    as {
        this.evaluate("new File('MARK').createNewFile()")
    }
}
