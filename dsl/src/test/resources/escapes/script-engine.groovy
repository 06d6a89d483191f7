// javax.script
// another engine evaluates text
event X {
    on { 'a' }
    as {
        new javax.script.ScriptEngineManager().getEngineByName('groovy')
    }
}
