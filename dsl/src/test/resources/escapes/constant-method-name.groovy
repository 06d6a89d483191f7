// Groovy language: quoted method names
// a method whose name is a text
event X {
    on { 'a' }
    as {
        'touch MARK'.'execute'()
    }
}
