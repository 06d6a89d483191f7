// CVE-2016-3102 (Jenkins: fields)
// .@ reads fields past getters
event X {
    on { 'a' }
    as {
        'x'.@value
    }
}
