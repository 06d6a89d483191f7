// Groovy GDK: ResourceGroovyMethods
// a text becomes a URL, and is fetched
event X {
    on { 'a' }
    as {
        'file:/etc/hostname'.toURL().text
    }
}
