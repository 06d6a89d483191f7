// Groovy GDK
// a text becomes a URI
// refused: String has no method 'toURI' that scripts may use
event X {
    on { 'a' }
    as {
        'file:/etc/hostname'.toURI().toURL()
    }
}
