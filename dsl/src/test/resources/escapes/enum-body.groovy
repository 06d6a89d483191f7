// language coverage of script-security
// an enum's constant has a body of its own
enum L {
    A { def m() { getClass() } }
}
event X {
    on { 'a' }
    as { L.A.m() }
}
