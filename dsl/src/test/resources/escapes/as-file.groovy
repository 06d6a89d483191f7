// CVE-2017-1000505 (Jenkins: type coercion makes files)
// 'as' constructs
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        (['MARK'] as File).createNewFile()
    }
}
