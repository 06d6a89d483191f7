// SECURITY-3793 (Jenkins, 2026: @CompileStatic(extensions))
// a script of the compiler is named
// refused: the annotation @groovy.transform.CompileStatic is not allowed in scripts
@groovy.transform.CompileStatic(extensions = 'MARK')
def f() { 1 }
event X { on { 'a' } }
