// language coverage of script-security
// a computed key hides the call
// refused: the class System is not allowed in scripts
event X {
    on { 'a' }
    as {
        [(System.setProperty('herald.escaped', 'yes')): 1]
    }
}
