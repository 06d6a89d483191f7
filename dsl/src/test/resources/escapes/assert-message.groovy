// language coverage of script-security
// an assertion's message hides the call
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        assert false : System.setProperty('herald.escaped', 'yes')
    }
}
