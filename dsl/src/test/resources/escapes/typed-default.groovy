// SECURITY-1579 / CVE-2019-10431 (Jenkins: defaults of parameters)
// a parameter's default
// refused: the class File is not allowed in scripts
def make(x = new File('MARK').createNewFile()) { x }
event X {
    on { 'a' }
    as { make() }
}
