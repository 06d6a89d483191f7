// Groovy: code that runs while a class is loaded
// an enum's constant is built with a call
// refused: the class System is not allowed in scripts
enum L {
    A(System.setProperty('herald.escaped', 'yes'))
    L(x) {}
}
event X {
    on { 'a' }
    as { L.A }
}
