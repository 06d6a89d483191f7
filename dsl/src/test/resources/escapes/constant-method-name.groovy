// Groovy language: quoted method names
// a method whose name is a text
// refused: String has no method 'execute' that scripts may use
event X {
    on { 'a' }
    as {
        'touch MARK'.'execute'()
    }
}
