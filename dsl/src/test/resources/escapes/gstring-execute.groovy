// Groovy GDK: ProcessGroovyMethods
// a process of a GString
event X {
    on { 'a' }
    as {
        "touch ${'MARK'}".execute().waitFor()
    }
}
