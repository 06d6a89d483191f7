// Groovy GPath
// list.class gives the class of each item
// refused: String has no property 'class' that scripts may use
event X {
    on { 'a' }
    as {
        ['a', 'b']*.class
    }
}
