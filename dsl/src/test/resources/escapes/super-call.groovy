// CVE-2017-1000107 (Jenkins: super)
// super reaches methods past the own
class P {
    def a() { super.getClass().classLoader }
}
event X {
    on { 'a' }
    as { new P().a() }
}
