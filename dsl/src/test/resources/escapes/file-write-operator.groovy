// Groovy GDK: File <<
// an operator writes a file
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        new File('MARK') << 'x'
    }
}
