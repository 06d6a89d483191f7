// Groovy GDK: getAt(Object, String)
// getAt reads a property by name
event X {
    on { 'a' }
    as {
        'x'.getAt('class')
    }
}
