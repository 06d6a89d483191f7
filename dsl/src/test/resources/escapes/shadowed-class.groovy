// SECURITY-3341 / CVE-2024-34145 (Jenkins: own classes that shadow others)
// an own class has the name of a listed one
// refused: 'forName' means something to Groovy and can't be declared in scripts
class UUID {
    static forName() { 1 }
    static randomUUID() { forName('java.lang.System').setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { UUID.randomUUID() }
}
