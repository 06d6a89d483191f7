// language coverage of script-security
// *. calls what . may not
// refused: no method 'execute' is known to scripts
event X {
    on { 'a' }
    as {
        ['touch MARK']*.execute()
    }
}
