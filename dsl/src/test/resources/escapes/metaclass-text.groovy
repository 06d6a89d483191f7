// Groovy: ExpandoMetaClass
// a method is added to a class
event X {
    on { 'a' }
    as {
        String.metaClass.pwn = { -> new File('MARK').createNewFile() }
        'x'.pwn()
    }
}
