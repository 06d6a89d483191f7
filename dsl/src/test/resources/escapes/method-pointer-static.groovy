// CVE-2017-1000107 (Jenkins: method references)
// System.& hides the owner
// refused: '.&' and '::' are not allowed in scripts
event X {
    on { 'a' }
    as {
        def set = System.&setProperty
        set('herald.escaped', 'yes')
    }
}
