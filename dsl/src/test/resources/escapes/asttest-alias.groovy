// SECURITY-1320 / CVE-2019-1003001 family (Jenkins: aliased imports)
// the annotation has a harmless name
import groovy.transform.ASTTest as Override
@Override(value = { System.setProperty('herald.escaped', 'yes') })
def f() { 1 }
event X { on { 'a' } }
