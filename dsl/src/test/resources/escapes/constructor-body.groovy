// SECURITY-3341 / CVE-2024-34144 (Jenkins: bodies of constructors)
// a constructor does more than construct
// refused: the class System is not allowed in scripts
class P {
    P() { this(System.setProperty('herald.escaped', 'yes')) }
    P(x) {}
}
event X {
    on { 'a' }
    as { new P() }
}
