// SECURITY-1292 family (Jenkins: attributes)
// .@ reads fields past getters
event X {
    on { 'a' }
    as {
        'x'.@value
    }
}
