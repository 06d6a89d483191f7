// Groovy: Object.getClass
// a class of the script reads this.class
// refused: 'this.class' is not allowed in scripts
class P {
    def a() { this.class.classLoader }
}
event X {
    on { 'a' }
    as { new P().a() }
}
