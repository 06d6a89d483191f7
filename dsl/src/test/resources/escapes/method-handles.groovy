// java.lang.invoke
// a method handle calls
event X {
    on { 'a' }
    as {
        java.lang.invoke.MethodHandles.lookup()
    }
}
