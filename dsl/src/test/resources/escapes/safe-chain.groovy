// Groovy 3 language: ??.
// ??. calls what . may not
event X {
    on { 'a' }
    as {
        'touch MARK'??.execute()
    }
}
