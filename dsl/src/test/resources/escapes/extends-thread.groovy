// SECURITY-1754 / CVE-2020-2134 (Jenkins: crafted constructors)
// a class extends Thread
// refused: a script's class can't extend Thread
class P extends Thread {
    void run() { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P().start() }
}
