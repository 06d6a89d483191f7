// SECURITY-266 / CVE-2016-3102 family (Jenkins: method pointers)
// .& hides the call
event X {
    on { 'a' }
    as {
        def run = 'touch MARK'.&execute
        run()
    }
}
