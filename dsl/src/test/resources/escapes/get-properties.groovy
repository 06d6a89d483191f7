// Groovy GDK: Object.getProperties
// all properties, class among them
event X {
    on { 'a' }
    as {
        'x'.properties['class']
    }
}
