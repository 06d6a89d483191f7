// Groovy 3 language: ?=
// ?= hides the call
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        def x = null
        x ?= System.setProperty('herald.escaped', 'yes')
    }
}
