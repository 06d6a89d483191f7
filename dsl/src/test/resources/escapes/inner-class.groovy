// Groovy: inner classes
// an inner class reaches the outer by name
// refused: in scripts a class is a plain one or an enum, and stands in no other
class P {
    class Q { def m() { metaClass } }
}
event X { on { 'a' } }
