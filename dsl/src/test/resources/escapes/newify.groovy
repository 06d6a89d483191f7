// language coverage of script-security (@Newify)
// an annotation makes calls of constructors
@Newify(File)
def f() { File('MARK').createNewFile() }
event X { on { 'a' } }
