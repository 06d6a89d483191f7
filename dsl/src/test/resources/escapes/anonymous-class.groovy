// language coverage of script-security
// an anonymous class
event X {
    on { 'a' }
    as {
        new Object() { def run() { System.setProperty('herald.escaped', 'yes') } }.run()
    }
}
