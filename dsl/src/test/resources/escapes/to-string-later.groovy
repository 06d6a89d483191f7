// SECURITY-2020 / CVE-2020-2279 (Jenkins: own methods called after the script)
// toString runs when the payload is encoded
// refused: the class System is not allowed in scripts
class P {
    String toString() { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P() }
}
