// SECURITY-1754 / CVE-2020-2134 family (Jenkins: own GroovyObject methods)
// a class answers for its properties
class P {
    def getProperty(String n) { 'x' }
    def invokeMethod(String n, Object a) { n }
}
event X {
    on { 'a' }
    as { new P().x }
}
