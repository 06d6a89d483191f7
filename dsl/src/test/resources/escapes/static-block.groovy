// SECURITY-1266 / CVE-2018-1999001 family (Jenkins: code that runs while loading)
// a static block runs when the class is loaded
class P {
    static { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P() }
}
