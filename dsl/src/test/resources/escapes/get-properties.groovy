// Groovy GDK: Object.getProperties
// all properties, class among them
// refused: String has no property 'properties' that scripts may use
event X {
    on { 'a' }
    as {
        'x'.properties['class']
    }
}
