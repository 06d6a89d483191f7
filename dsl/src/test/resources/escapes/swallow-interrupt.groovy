// Herald: time limits
// the end of its time is caught
event X {
    on { 'a' }
    as {
        try { while (true) { } } catch (InterruptedException e) { 1 }
    }
}
