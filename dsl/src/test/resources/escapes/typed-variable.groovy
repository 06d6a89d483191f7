// SECURITY-2824 / CVE-2022-43401 (Jenkins: implicit casts)
// a typed variable constructs
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        File f = ['MARK']
        f.createNewFile()
    }
}
