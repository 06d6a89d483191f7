// SECURITY-2824 / CVE-2022-43404 (Jenkins: implicit casts of parameters)
// a method's typed parameter
def make(File f) { f.createNewFile() }
event X {
    on { 'a' }
    as { make(['MARK']) }
}
