// SECURITY-1266 / CVE-2019-1003000 (Jenkins: @ASTTest)
// an annotation runs a closure while the script is compiled
// refused: the annotation @groovy.transform.ASTTest is not allowed in scripts
@groovy.transform.ASTTest(value = { System.setProperty('herald.escaped', 'yes') })
def f() { 1 }
event X { on { 'a' } }
