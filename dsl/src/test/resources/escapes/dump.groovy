// Groovy GDK: Object.dump
// private fields are read by reflection
// refused: no method 'dump' is known to scripts
event X {
    on { 'a' }
    as {
        command.dump()
    }
}
