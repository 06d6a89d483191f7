// SECURITY-1579 / CVE-2019-10431 (Jenkins: defaults of parameters of constructors)
// a constructor's default runs before its body
// refused: the class System is not allowed in scripts
class P {
    P(x = System.setProperty('herald.escaped', 'yes')) {}
}
event X {
    on { 'a' }
    as { new P() }
}
