// SECURITY-1754 / CVE-2020-2134 family
// GroovyInterceptable takes every call
class P implements GroovyInterceptable {
    def a() { 1 }
}
event X {
    on { 'a' }
    as { new P().a() }
}
