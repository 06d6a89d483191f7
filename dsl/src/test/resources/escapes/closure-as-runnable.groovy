// SECURITY-1186 family (Jenkins: closures as interfaces)
// a closure becomes a Runnable
event X {
    on { 'a' }
    as {
        ({ System.setProperty('herald.escaped', 'yes') } as Runnable).run()
    }
}
