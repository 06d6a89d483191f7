// java.lang.reflect
// a field is made accessible
event X {
    on { 'a' }
    as {
        java.lang.reflect.Field f = null
        String.getDeclaredField("value").setAccessible(true)
    }
}
