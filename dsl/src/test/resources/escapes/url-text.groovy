// Groovy GDK: ResourceGroovyMethods
// a text becomes a URL, and is fetched
// refused: String has no method 'toURL' that scripts may use
event X {
    on { 'a' }
    as {
        'file:/etc/hostname'.toURL().text
    }
}
