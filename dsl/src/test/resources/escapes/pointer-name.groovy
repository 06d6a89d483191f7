// SECURITY-1465 / CVE-2019-10356 (Jenkins: computed names of method pointers)
// the name of a method pointer is computed
// refused: '.&' and '::' are not allowed in scripts
event X {
    on { 'a' }
    as {
        'touch MARK'.&('exe' + 'cute')()
    }
}
