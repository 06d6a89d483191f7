// Groovy: Object.getClass
// a class of the script asks for itself
// refused: no method 'getClass' is known to scripts
class P {
    def a() { getClass().classLoader }
}
event X {
    on { 'a' }
    as { new P().a() }
}
