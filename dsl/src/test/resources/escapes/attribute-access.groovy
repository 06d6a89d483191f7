// CVE-2016-3102 (Jenkins: fields)
// .@ reads fields past getters
// refused: the annotation @value is not allowed in scripts
event X {
    on { 'a' }
    as {
        'x'.@value
    }
}
