// java.lang.Throwable
// an exception tells the classes of the stack
// refused: NumberFormatException has no property 'stackTrace' that scripts may use
event X {
    on { 'a' }
    as {
        try { 'x'.toInteger() } catch (e) { e.stackTrace }
    }
}
