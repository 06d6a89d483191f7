// SECURITY-1579 / CVE-2019-10431 (Jenkins: defaults of parameters)
// a parameter's default
def make(x = new File('MARK').createNewFile()) { x }
event X {
    on { 'a' }
    as { make() }
}
