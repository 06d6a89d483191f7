// Groovy GDK: StringGroovyMethods.asType
// 'as' makes a URL
// refused: the class URL is not allowed in scripts
event X {
    on { 'a' }
    as {
        ('file:/etc/hostname' as URL).text
    }
}
