// SECURITY-3341 / CVE-2024-34144 (Jenkins: bodies of constructors)
// a block runs with each construction
// refused: the class System is not allowed in scripts
class P {
    { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P() }
}
