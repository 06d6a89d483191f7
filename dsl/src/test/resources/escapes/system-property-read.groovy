// java.lang.Integer.getInteger
// a number's class reads properties of the system
event X {
    on { 'a' }
    as {
        Integer.getInteger('herald.escaped')
    }
}
