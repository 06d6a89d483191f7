// language coverage of script-security
// an assertion's message hides the call
event X {
    on { 'a' }
    as {
        assert false : System.setProperty('herald.escaped', 'yes')
    }
}
