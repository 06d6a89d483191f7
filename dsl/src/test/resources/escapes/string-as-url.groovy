// Groovy GDK: StringGroovyMethods.asType
// 'as' makes a URL
event X {
    on { 'a' }
    as {
        ('file:/etc/hostname' as URL).text
    }
}
