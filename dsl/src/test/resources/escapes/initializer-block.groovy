// SECURITY-1658 (Jenkins: initialisers)
// a block runs with each construction
class P {
    { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P() }
}
