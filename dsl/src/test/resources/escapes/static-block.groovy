// Groovy: code that runs while a class is loaded
// a static block runs when the class is loaded
// refused: a static block is not allowed in scripts
class P {
    static { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P() }
}
