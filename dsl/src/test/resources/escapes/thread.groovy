// Groovy GDK: Thread.start
// a thread outlives the evaluation
event X {
    on { 'a' }
    as {
        Thread.start { System.setProperty('herald.escaped', 'yes') }.join()
    }
}
