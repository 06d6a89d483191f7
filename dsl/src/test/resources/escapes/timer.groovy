// Groovy GDK: Object.runAfter
// a timer runs a closure later
// refused: the class Timer is not allowed in scripts
event X {
    on { 'a' }
    as {
        new Timer().runAfter(1) { System.setProperty('herald.escaped', 'yes') }
    }
}
