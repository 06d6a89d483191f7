// java.lang.reflect
// a field is made accessible
// refused: the class Field is not allowed in scripts
event X {
    on { 'a' }
    as {
        java.lang.reflect.Field f = null
        String.getDeclaredField("value").setAccessible(true)
    }
}
