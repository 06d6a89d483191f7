// SECURITY-2824 / CVE-2022-43403 (Jenkins: casts to arrays)
// an array of a class
// refused: the class File[] is not allowed in scripts
event X {
    on { 'a' }
    as {
        (['MARK'] as File[])[0].createNewFile()
    }
}
