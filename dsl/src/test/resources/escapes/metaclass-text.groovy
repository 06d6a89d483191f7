// SECURITY-336 family (Jenkins: meta-classes)
// a method is added to a class
event X {
    on { 'a' }
    as {
        String.metaClass.pwn = { -> new File('MARK').createNewFile() }
        'x'.pwn()
    }
}
