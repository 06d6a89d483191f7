// SECURITY-3793 (Jenkins, 2026: extensions of the type checker)
// the same by @TypeChecked
@groovy.transform.TypeChecked(extensions = ['MARK'])
def f() { 1 }
event X { on { 'a' } }
