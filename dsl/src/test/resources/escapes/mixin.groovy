// Groovy GDK: mixin
// a class gets methods of another
// refused: String has no static method 'mixin' that scripts may use
event X {
    on { 'a' }
    as {
        String.mixin(groovy.time.TimeCategory)
    }
}
