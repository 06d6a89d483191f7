// Herald: evaluations share nothing
// a lock that all evaluations share
// refused: 'synchronized' is not allowed in scripts
event X {
    on { 'a' }
    as {
        synchronized ('x') { 1 }
    }
}
