// Herald: the script's own class
// the script's class is asked for what it hides
event X {
    on { 'a' }
    as {
        this.$call(0, [1] as Object[])
    }
}
