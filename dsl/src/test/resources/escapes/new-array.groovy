// SECURITY-2824 family (Jenkins: implicit casts of arrays)
// an array with a class for its items
event X {
    on { 'a' }
    as {
        new File[] { ['MARK'] }[0].createNewFile()
    }
}
