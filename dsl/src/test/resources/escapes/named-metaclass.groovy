// SECURITY-3016 / CVE-2023-24422 (Jenkins: map constructors)
// a JDK class that is not listed, by named arguments
// refused: the class URLClassLoader is not allowed in scripts
event X {
    on { 'a' }
    as {
        new URLClassLoader(urls: [])
    }
}
