// Groovy GDK: File <<
// an operator writes a file
event X {
    on { 'a' }
    as {
        new File('MARK') << 'x'
    }
}
