// SECURITY-1353 / CVE-2019-1003040 (Jenkins: casts construct)
// a list cast to a class constructs it
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        ((File) ['MARK']).createNewFile()
    }
}
