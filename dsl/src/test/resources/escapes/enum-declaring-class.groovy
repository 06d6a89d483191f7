// java.lang.Enum
// a constant gives its class
event X {
    on { 'a' }
    as {
        java.time.DayOfWeek.MONDAY.declaringClass.classLoader
    }
}
