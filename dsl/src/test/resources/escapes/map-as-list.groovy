// Groovy: ProxyGenerator
// a map becomes a list whose iterator lies
event X {
    on { 'a' }
    as {
        def m = [iterator: { [].iterator() }, size: { 1 }]
        (m as List)*.toString()
    }
}
