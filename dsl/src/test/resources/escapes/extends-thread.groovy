// SECURITY-1754 / CVE-2020-2134 (Jenkins: crafted constructors)
// a class extends Thread
class P extends Thread {
    void run() { System.setProperty('herald.escaped', 'yes') }
}
event X {
    on { 'a' }
    as { new P().start() }
}
