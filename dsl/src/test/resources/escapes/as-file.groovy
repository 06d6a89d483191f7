// SECURITY-1186 / CVE-2018-1000865 family (Jenkins: casts that construct)
// 'as' constructs
event X {
    on { 'a' }
    as {
        (['MARK'] as File).createNewFile()
    }
}
