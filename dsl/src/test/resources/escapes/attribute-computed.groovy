// CVE-2016-3102 (Jenkins: fields)
// .@ with a name that is computed
// refused: '.@' is not allowed in scripts
event X {
    on { 'a' }
    as {
        'x'.@"${'value'}"
    }
}
