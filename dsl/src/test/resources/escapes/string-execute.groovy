// Groovy GDK: ProcessGroovyMethods
// a process of a text
event X {
    on { 'a' }
    as {
        'touch MARK'.execute().waitFor()
    }
}
