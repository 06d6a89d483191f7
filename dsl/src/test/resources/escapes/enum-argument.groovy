// SECURITY-1658 family (Jenkins: initialisers)
// an enum's constant is built with a call
enum L {
    A(System.setProperty('herald.escaped', 'yes'))
    L(x) {}
}
event X {
    on { 'a' }
    as { L.A }
}
