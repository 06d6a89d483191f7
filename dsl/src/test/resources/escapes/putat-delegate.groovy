// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// []= writes a property by name
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c['delegate'] = 'x'
        c
    }
}
