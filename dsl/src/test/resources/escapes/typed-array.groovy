// SECURITY-2824 family (Jenkins: implicit casts of arrays)
// an array of a class
event X {
    on { 'a' }
    as {
        (['MARK'] as File[])[0].createNewFile()
    }
}
