// Groovy GDK: asType
// asType is 'as' by name
event X {
    on { 'a' }
    as {
        ['MARK'].asType(File).createNewFile()
    }
}
