// SECURITY-1465 / CVE-2019-10355 (Jenkins: collections that change between two looks)
// a closure becomes a collection that becomes a file
// refused: the class File is not allowed in scripts
event X {
    on { 'a' }
    as {
        def i = 0
        (({ -> i++ ? ['MARK'] as Object[] : null } as Collection) as File).createNewFile()
    }
}
