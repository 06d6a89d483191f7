// CVE-2017-1000505 (Jenkins: type coercion makes files)
// 'as' constructs
event X {
    on { 'a' }
    as {
        (['MARK'] as File).createNewFile()
    }
}
