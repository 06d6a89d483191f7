// SECURITY-3792 (Jenkins, 2026: typed for-loops)
// a for-loop of Java's kind
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        for (java.io.File f : [["MARK"]]) { f.createNewFile() }
    }
}
