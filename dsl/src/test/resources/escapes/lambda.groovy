// Groovy 3 language: lambdas
// a lambda hides the call
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        [1].collect(x -> System.setProperty('herald.escaped', 'yes'))
    }
}
