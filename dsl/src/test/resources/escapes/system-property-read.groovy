// java.lang.Integer.getInteger
// a number's class reads properties of the system
// refused: Integer has no static method 'getInteger' that scripts may use
event X {
    on { 'a' }
    as {
        Integer.getInteger('herald.escaped')
    }
}
