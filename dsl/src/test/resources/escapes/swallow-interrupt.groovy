// Herald: time limits
// the end of its time is caught
// refused: the class InterruptedException is not allowed in scripts
event X {
    on { 'a' }
    as {
        try { while (true) { } } catch (InterruptedException e) { 1 }
    }
}
