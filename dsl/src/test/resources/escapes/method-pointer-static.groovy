// CVE-2017-1000107 (Jenkins: method references)
// System.& hides the owner
event X {
    on { 'a' }
    as {
        def set = System.&setProperty
        set('herald.escaped', 'yes')
    }
}
