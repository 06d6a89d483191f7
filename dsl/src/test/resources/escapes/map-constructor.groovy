// SECURITY-3016 / CVE-2023-24422 (Jenkins: map constructors)
// named arguments set properties of a JDK class
// refused: a Date takes no named arguments in scripts
event X {
    on { 'a' }
    as {
        new Date(time: 5, metaClass: null)
    }
}
