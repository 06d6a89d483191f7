// SECURITY-2824 / CVE-2022-43401 family (Jenkins)
// Java :: hides the call
event X {
    on { 'a' }
    as {
        def run = 'touch MARK'::execute
        run()
    }
}
