// language coverage of script-security
// a GString hides the call
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        "a ${System.setProperty('herald.escaped', 'yes')}"
    }
}
