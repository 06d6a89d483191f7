// SECURITY-3792 (Jenkins, 2026: typed for-loops)
// the variable of a for-loop constructs
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        for (File f in [['MARK']]) { f.createNewFile() }
    }
}
