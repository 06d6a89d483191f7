// SECURITY-1186 / CVE-2018-1000865 (Jenkins: finalizers)
// finalize runs on a thread of the JVM
// refused: 'finalize' means something to Groovy and can't be declared in scripts
class P {
    void finalize() { 1 }
}
event X {
    on { 'a' }
    as { new P() }
}
