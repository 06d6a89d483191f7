// language coverage of script-security
// ?. calls what . may not
event X {
    on { 'a' }
    as {
        'touch MARK'?.execute()
    }
}
