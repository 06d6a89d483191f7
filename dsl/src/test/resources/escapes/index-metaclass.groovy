// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// a list's [] reads a property of each item
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        [command][key][0]
    }
}
