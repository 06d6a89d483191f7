// Java: sockets
// a connection to elsewhere
// refused: the class Socket is not allowed in scripts
event X {
    on { 'a' }
    as {
        new Socket('127.0.0.1', 1)
    }
}
