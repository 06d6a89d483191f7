// Groovy 3 language: constructor references
// File::new hides the constructor
// refused: '.&' and '::' are not allowed in scripts
event X {
    on { 'a' }
    as {
        def make = File::new
        make('MARK').createNewFile()
    }
}
