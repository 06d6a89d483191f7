// Groovy GDK: putAt(Object, String, Object)
// []= writes a property by name
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c['delegate'] = 'x'
        c
    }
}
