// SECURITY-1465 / CVE-2019-10355 (Jenkins: casts of classes)
// a class cast to an array gives its constants
event X {
    on { 'a' }
    as {
        (java.util.concurrent.TimeUnit as Object[])
    }
}
