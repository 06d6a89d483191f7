// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// a list's [] reads a property of each item
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        def key = 'cl' + 'ass'
        [command][key][0]
    }
}
