// java.lang.invoke
// a method handle calls
// refused: the class MethodHandles is not allowed in scripts
event X {
    on { 'a' }
    as {
        java.lang.invoke.MethodHandles.lookup()
    }
}
