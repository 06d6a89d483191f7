// Groovy: categories
// a category adds methods for a while
// refused: the class TimeCategory can't be a value in scripts
event X {
    on { 'a' }
    as {
        use(groovy.time.TimeCategory) { 1.minute }
    }
}
