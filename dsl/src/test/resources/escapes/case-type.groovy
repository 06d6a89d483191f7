// language coverage of script-security
// a class as a case
// refused: the class Runtime is not allowed in scripts
event X {
    on { 'a' }
    as {
        switch (command) { case Runtime: return 1; default: return Thread }
    }
}
