// Groovy GDK: ProcessGroovyMethods
// a process of a list
// refused: ArrayList has no method 'execute' that scripts may use
event X {
    on { 'a' }
    as {
        ['touch', 'MARK'].execute().waitFor()
    }
}
