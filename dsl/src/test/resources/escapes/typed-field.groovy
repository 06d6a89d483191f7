// SECURITY-2824 / CVE-2022-43401 (Jenkins: implicit casts)
// a typed field of the script's class
// refused: the class File is not allowed in scripts
class P { File f = ['MARK'] }
event X {
    on { 'a' }
    as { new P().f.createNewFile() }
}
