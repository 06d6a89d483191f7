// CVE-2017-1000107 (Jenkins: type coercion)
// a closure becomes a Runnable
event X {
    on { 'a' }
    as {
        ({ System.setProperty('herald.escaped', 'yes') } as Runnable).run()
    }
}
