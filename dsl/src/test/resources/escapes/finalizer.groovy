// SECURITY-1186 / CVE-2018-1000865 (Jenkins: finalizers)
// finalize runs on a thread of the JVM
class P {
    void finalize() { 1 }
}
event X {
    on { 'a' }
    as { new P() }
}
