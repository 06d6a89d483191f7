// Groovy: categories
// a category adds methods for a while
event X {
    on { 'a' }
    as {
        use(groovy.time.TimeCategory) { 1.minute }
    }
}
