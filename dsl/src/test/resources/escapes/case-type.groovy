// language coverage of script-security
// a class as a case
event X {
    on { 'a' }
    as {
        switch (command) { case Runtime: return 1; default: return Thread }
    }
}
