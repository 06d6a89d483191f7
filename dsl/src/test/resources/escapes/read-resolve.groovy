// SECURITY-699 / CVE-2018-1000058 (Jenkins: deserialisation of own classes)
// a class that can be serialised
// refused: a script's class can't implement Serializable
class P implements Serializable {
    def readResolve() { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P() }
}
