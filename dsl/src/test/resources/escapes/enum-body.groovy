// language coverage of script-security
// an enum's constant has a body of its own
// refused: in scripts a class is a plain one or an enum, and stands in no other
enum L {
    A { def m() { getClass() } }
}
event X {
    on { 'a' }
    as { L.A.m() }
}
