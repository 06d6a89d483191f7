// language coverage of script-security
// a computed key hides the call
event X {
    on { 'a' }
    as {
        [(System.setProperty('herald.escaped', 'yes')): 1]
    }
}
