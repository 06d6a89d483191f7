// language coverage of script-security
// ?. calls what . may not
// refused: String has no method 'execute' that scripts may use
event X {
    on { 'a' }
    as {
        'touch MARK'?.execute()
    }
}
