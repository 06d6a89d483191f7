// Groovy 6 language: async
// async runs a closure on another thread
event X {
    on { 'a' }
    as {
        await(async { System.setProperty('herald.escaped', 'yes') })
    }
}
