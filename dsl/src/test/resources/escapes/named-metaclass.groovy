// SECURITY-1754 family
// a JDK class that is not listed, by named arguments
event X {
    on { 'a' }
    as {
        new URLClassLoader(urls: [])
    }
}
