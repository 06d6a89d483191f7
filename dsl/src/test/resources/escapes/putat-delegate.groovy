// CVE-2017-1000095 (Jenkins: getAt and putAt of any object)
// []= writes a property by name
// refused: Closure has no property 'delegate' that scripts may use
event X {
    on { 'a' }
    as {
        def c = { 1 }
        c['delegate'] = 'x'
        c
    }
}
