// Herald: the sandbox's own classes
// the guard is called with what it would let pass
// refused: the class Guarded is not allowed in scripts
event X {
    on { 'a' }
    as {
        io.herald.dsl.sandbox.Guarded.property('x', 'class')
    }
}
