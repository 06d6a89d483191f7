// SECURITY-2824 / CVE-2022-43401 (Jenkins: implicit casts)
// a closure's typed parameter
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        [['MARK']].each { File f -> f.createNewFile() }
    }
}
