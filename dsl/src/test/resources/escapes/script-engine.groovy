// javax.script
// another engine evaluates text
// refused: the class ScriptEngineManager is not allowed in scripts
event X {
    on { 'a' }
    as {
        new javax.script.ScriptEngineManager().getEngineByName('groovy')
    }
}
