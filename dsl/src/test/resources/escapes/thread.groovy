// Groovy GDK: Thread.start
// a thread outlives the evaluation
// refused: the class Thread is not allowed in scripts
event X {
    on { 'a' }
    as {
        Thread.start { System.setProperty('herald.escaped', 'yes') }.join()
    }
}
