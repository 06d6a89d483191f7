// Groovy GDK: Object.addShutdownHook
// code for the end of the process
event X {
    on { 'a' }
    as {
        ''.addShutdownHook { System.setProperty('herald.escaped', 'yes') }
    }
}
