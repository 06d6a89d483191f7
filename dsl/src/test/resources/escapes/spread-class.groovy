// Groovy GPath
// list.class gives the class of each item
event X {
    on { 'a' }
    as {
        ['a', 'b']*.class
    }
}
