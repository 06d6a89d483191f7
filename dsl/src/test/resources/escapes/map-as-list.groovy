// SECURITY-1465 / CVE-2019-10355 (Jenkins: collections that change between two looks)
// a map becomes a list whose iterator lies
// refused: a map can't become an object of a class by 'as'
event X {
    on { 'a' }
    as {
        def m = [iterator: { [].iterator() }, size: { 1 }]
        (m as List)*.toString()
    }
}
