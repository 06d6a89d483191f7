// Groovy GDK: ProcessGroovyMethods
// a process of a list
// refused: List has no method 'execute' that scripts may use
event X {
    on { 'a' }
    as {
        ['touch', 'MARK'].execute().waitFor()
    }
}
