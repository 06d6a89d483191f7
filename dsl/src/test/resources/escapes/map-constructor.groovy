// SECURITY-1754 family (Jenkins: named arguments set properties)
// named arguments set properties of a JDK class
event X {
    on { 'a' }
    as {
        new Date(time: 5, metaClass: null)
    }
}
