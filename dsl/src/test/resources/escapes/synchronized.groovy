// Herald: evaluations share nothing
// a lock that all evaluations share
event X {
    on { 'a' }
    as {
        synchronized ('x') { 1 }
    }
}
