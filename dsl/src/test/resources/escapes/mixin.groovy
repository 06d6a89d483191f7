// Groovy GDK: mixin
// a class gets methods of another
event X {
    on { 'a' }
    as {
        String.mixin(groovy.time.TimeCategory)
    }
}
