// Groovy GDK: ProcessGroovyMethods
// a process of an input, whose kind only the run time knows
// refused: no method 'execute' is known to scripts
event X {
    on { 'a' }
    as {
        command.execute()
    }
}
