// SECURITY-2824 / CVE-2022-43403 (Jenkins: casts to arrays)
// an array with a class for its items
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        new File[] { ['MARK'] }[0].createNewFile()
    }
}
