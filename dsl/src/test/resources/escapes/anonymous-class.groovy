// language coverage of script-security
// an anonymous class
// refused: a class without a name is not allowed in scripts
event X {
    on { 'a' }
    as {
        new Object() { def run() { System.setProperty('herald.escaped', 'yes') } }.run()
    }
}
