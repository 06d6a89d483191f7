// SECURITY-3793 family
// the same by @TypeChecked
@groovy.transform.TypeChecked(extensions = ['MARK'])
def f() { 1 }
event X { on { 'a' } }
