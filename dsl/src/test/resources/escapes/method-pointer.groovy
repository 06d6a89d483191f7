// SECURITY-1465 / CVE-2019-10356 (Jenkins: method pointers)
// .& hides the call
// refused: '.&' and '::' are not allowed in scripts
event X {
    on { 'a' }
    as {
        def run = 'touch MARK'.&execute
        run()
    }
}
