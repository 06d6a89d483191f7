// Groovy GDK: Object.runAfter
// a timer runs a closure later
event X {
    on { 'a' }
    as {
        new Timer().runAfter(1) { System.setProperty('herald.escaped', 'yes') }
    }
}
