// SECURITY-3793 (Jenkins, 2026: @CompileStatic(extensions))
// a script of the compiler is named
@groovy.transform.CompileStatic(extensions = 'MARK')
def f() { 1 }
event X { on { 'a' } }
