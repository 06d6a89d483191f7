// Groovy GDK: Object.dump
// private fields are read by reflection
event X {
    on { 'a' }
    as {
        command.dump()
    }
}
