// language coverage of script-security
// a GString hides the call
event X {
    on { 'a' }
    as {
        "a ${System.setProperty('herald.escaped', 'yes')}"
    }
}
