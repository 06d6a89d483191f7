// language coverage of script-security
// an anonymous class of an interface
// refused: a class without a name is not allowed in scripts
event X {
    on { 'a' }
    as {
        new Runnable() { void run() { System.setProperty('herald.escaped', 'yes') } }.run()
    }
}
