// language coverage of script-security
// a class after instanceof
event X {
    on { 'a' }
    as {
        command instanceof Runtime
    }
}
