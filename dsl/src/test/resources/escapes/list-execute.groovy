// Groovy GDK: ProcessGroovyMethods
// a process of a list
event X {
    on { 'a' }
    as {
        ['touch', 'MARK'].execute().waitFor()
    }
}
