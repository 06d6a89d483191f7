// language coverage of script-security (@Newify)
// an annotation makes calls of constructors
// refused: the annotation @Newify is not allowed in scripts
@Newify(File)
def f() { File('MARK').createNewFile() }
event X { on { 'a' } }
