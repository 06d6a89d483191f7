// Groovy 3 language: try with resources
// try closes what it is given
// refused: no method 'close' is known to scripts
event X {
    on { 'a' }
    as {
        try (def f = new FileWriter('MARK')) { f << 'x' }
    }
}
