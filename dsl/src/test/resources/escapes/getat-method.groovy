// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// getAt reads a property by name
event X {
    on { 'a' }
    as {
        'x'.getAt('class')
    }
}
