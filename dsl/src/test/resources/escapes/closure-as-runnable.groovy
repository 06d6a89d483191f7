// CVE-2017-1000107 (Jenkins: type coercion)
// a closure becomes a Runnable
// refused: the class Runnable is not allowed in scripts
event X {
    on { 'a' }
    as {
        ({ 1 } as Runnable).run()
    }
}
