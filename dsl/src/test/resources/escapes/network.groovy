// Java: sockets
// a connection to elsewhere
event X {
    on { 'a' }
    as {
        new Socket('127.0.0.1', 1)
    }
}
