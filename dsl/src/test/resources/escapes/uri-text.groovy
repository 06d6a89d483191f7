// Groovy GDK
// a text becomes a URI
event X {
    on { 'a' }
    as {
        'file:/etc/hostname'.toURI().toURL()
    }
}
