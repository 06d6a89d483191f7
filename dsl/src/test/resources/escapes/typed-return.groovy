// SECURITY-2824 / CVE-2022-43401 (Jenkins: implicit casts)
// a method's type converts what it returns
// refused: the class File is not allowed in scripts
File make() { ['MARK'] }
event X {
    on { 'a' }
    as { make().createNewFile() }
}
