// Groovy 6 language: async
// async runs a closure on another thread
// refused: the class AsyncSupport is not allowed in scripts
event X {
    on { 'a' }
    as {
        await(async { System.setProperty('herald.escaped', 'yes') })
    }
}
