// language coverage of script-security
// an anonymous class of an interface
event X {
    on { 'a' }
    as {
        new Runnable() { void run() { System.setProperty('herald.escaped', 'yes') } }.run()
    }
}
