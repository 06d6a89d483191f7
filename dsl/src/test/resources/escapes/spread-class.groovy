// Groovy GPath
// list.class gives the class of each item
// refused: '.class' is not allowed in scripts
event X {
    on { 'a' }
    as {
        ['a', 'b']*.class
    }
}
