// SECURITY-1754 / CVE-2020-2134 (Jenkins: crafted constructors)
// a class extends one that can do more
// refused: a script's class can't extend GroovyShell
class P extends GroovyShell {}
event X {
    on { 'a' }
    as { new P().evaluate('1') }
}
