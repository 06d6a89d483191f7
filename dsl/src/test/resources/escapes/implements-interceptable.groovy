// SECURITY-1754 / CVE-2020-2135 (Jenkins: GroovyInterceptable)
// GroovyInterceptable takes every call
// refused: a script's class can't implement GroovyInterceptable
class P implements GroovyInterceptable {
    def a() { 1 }
}
event X {
    on { 'a' }
    as { new P().a() }
}
