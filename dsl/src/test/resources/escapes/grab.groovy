// SECURITY-1266 / CVE-2019-1003000 (Jenkins: @Grab)
// an annotation fetches code while the script is compiled
// refused: the annotation @Grab is not allowed in scripts
@Grab('a:b:1')
event X { on { 'a' } }
