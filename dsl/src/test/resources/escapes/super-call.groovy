// CVE-2017-1000107 (Jenkins: super)
// super reaches methods past the own
// refused: 'super.getClass' is not allowed in scripts
class P {
    def a() { super.getClass().classLoader }
}
event X {
    on { 'a' }
    as { new P().a() }
}
