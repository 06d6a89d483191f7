// Groovy: Object.getClass
// a class of the script asks for itself
class P {
    def a() { getClass().classLoader }
}
event X {
    on { 'a' }
    as { new P().a() }
}
