// language coverage of script-security
// a class after instanceof
// refused: the class Runtime is not allowed in scripts
event X {
    on { 'a' }
    as {
        command instanceof Runtime
    }
}
