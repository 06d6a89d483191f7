// Groovy GDK: Object.addShutdownHook
// code for the end of the process
// refused: String has no method 'addShutdownHook' that scripts may use
event X {
    on { 'a' }
    as {
        ''.addShutdownHook { System.setProperty('herald.escaped', 'yes') }
    }
}
