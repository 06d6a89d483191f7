// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// getAt reads a property by name
// refused: String has no method 'getAt' that scripts may use
event X {
    on { 'a' }
    as {
        'x'.getAt('class')
    }
}
