// SECURITY-3793 (Jenkins, 2026: extensions of the type checker)
// the same by @TypeChecked
// refused: the annotation @groovy.transform.TypeChecked is not allowed in scripts
@groovy.transform.TypeChecked(extensions = ['MARK'])
def f() { 1 }
event X { on { 'a' } }
