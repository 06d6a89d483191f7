// Groovy: ExpandoMetaClass
// a method is added to a class
// refused: String has no static property 'metaClass' that scripts may use
event X {
    on { 'a' }
    as {
        String.metaClass.pwn = { -> new File('MARK').createNewFile() }
        'x'.pwn()
    }
}
