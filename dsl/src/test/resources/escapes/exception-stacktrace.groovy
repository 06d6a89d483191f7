// java.lang.Throwable
// an exception tells the classes of the stack
event X {
    on { 'a' }
    as {
        try { 'x'.toInteger() } catch (e) { e.stackTrace }
    }
}
