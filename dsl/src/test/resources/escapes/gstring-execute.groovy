// Groovy GDK: ProcessGroovyMethods
// a process of a GString
// refused: String has no method 'execute' that scripts may use
event X {
    on { 'a' }
    as {
        "touch ${'MARK'}".execute().waitFor()
    }
}
