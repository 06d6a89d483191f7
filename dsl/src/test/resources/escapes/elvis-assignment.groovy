// Groovy 3 language: ?=
// ?= hides the call
event X {
    on { 'a' }
    as {
        def x = null
        x ?= System.setProperty('herald.escaped', 'yes')
    }
}
