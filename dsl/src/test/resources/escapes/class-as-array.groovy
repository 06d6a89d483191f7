// SECURITY-1465 / CVE-2019-10355 (Jenkins: casts of classes)
// a class cast to an array gives its constants
// refused: the class TimeUnit can't be a value in scripts
event X {
    on { 'a' }
    as {
        (java.util.concurrent.TimeUnit as Object[])
    }
}
