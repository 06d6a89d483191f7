// Groovy GDK: ProcessGroovyMethods
// a process of an input, whose kind only the run time knows
event X {
    on { 'a' }
    as {
        command.execute()
    }
}
