// Groovy: inner classes
// an inner class reaches the outer by name
class P {
    class Q { def m() { metaClass } }
}
event X { on { 'a' } }
