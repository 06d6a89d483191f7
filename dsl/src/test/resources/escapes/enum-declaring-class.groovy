// java.lang.Enum
// a constant gives its class
// refused: DayOfWeek has no property 'declaringClass' that scripts may use
event X {
    on { 'a' }
    as {
        java.time.DayOfWeek.MONDAY.declaringClass.classLoader
    }
}
