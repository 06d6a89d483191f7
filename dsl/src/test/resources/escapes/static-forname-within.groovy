// Groovy: a static call that does not fit falls through to Class
// an own method of an instance lets Class.forName pass in a static one
// refused: no method 'forName' is known to scripts
class P {
    def forName() { 1 }
    static m() { forName('java.lang.System') }
}
event X {
    on { 'a' }
    as { P.m() }
}
