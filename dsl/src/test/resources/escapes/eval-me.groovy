// Groovy: groovy.util.Eval
// Eval evaluates text
// refused: the class Eval is not allowed in scripts
event X {
    on { 'a' }
    as {
        Eval.me("new File('MARK').createNewFile()")
    }
}
