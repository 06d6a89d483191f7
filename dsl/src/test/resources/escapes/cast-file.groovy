// SECURITY-1292 / CVE-2019-1003005 family (Jenkins: casts that construct)
// a list cast to a class constructs it
event X {
    on { 'a' }
    as {
        ((File) ['MARK']).createNewFile()
    }
}
