// SECURITY-2824 / CVE-2022-43401 (Jenkins: implicit casts)
// a method's typed parameter
// refused: the class File is not allowed in scripts
def make(File f) { f.createNewFile() }
event X {
    on { 'a' }
    as { make(['MARK']) }
}
