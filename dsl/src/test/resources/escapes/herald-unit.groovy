// Herald: the script's own class
// the script's class is asked for what it hides
// refused: no method '$call' is known to scripts
event X {
    on { 'a' }
    as {
        this.$call(0, [1] as Object[])
    }
}
