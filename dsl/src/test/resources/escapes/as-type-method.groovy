// CVE-2017-1000505 (Jenkins: type coercion makes files)
// asType is 'as' by name
// refused: List has no method 'asType' that scripts may use
event X {
    on { 'a' }
    as {
        ['MARK'].asType(File).createNewFile()
    }
}
