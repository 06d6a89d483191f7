// SECURITY-1538 / CVE-2019-10393 family (Jenkins: super constructors)
// a class extends one that can do more
class P extends GroovyShell {}
event X {
    on { 'a' }
    as { new P().evaluate('1') }
}
