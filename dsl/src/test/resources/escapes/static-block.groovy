// Groovy: code that runs while a class is loaded
// a static block runs when the class is loaded
class P {
    static { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P() }
}
