// SECURITY-2824 / CVE-2022-43403 (Jenkins: implicit casts of results)
// a method's type converts what it returns
File make() { ['MARK'] }
event X {
    on { 'a' }
    as { make().createNewFile() }
}
