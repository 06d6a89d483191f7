// java.lang.Throwable
// an exception tells the classes of the stack
event X {
    on { 'a' }
    as {
        try { command.x.y } catch (Exception e) { e.stackTrace[0].declaringClass }
    }
}
