// Groovy: groovy.util.Eval
// Eval evaluates text
event X {
    on { 'a' }
    as {
        Eval.me("new File('MARK').createNewFile()")
    }
}
