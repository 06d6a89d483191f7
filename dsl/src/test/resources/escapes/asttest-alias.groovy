// SECURITY-1713 / CVE-2020-2110 (Jenkins: annotations by other means)
// the annotation has a harmless name
// refused: 'Override' can't be the name of something else
import groovy.transform.ASTTest as Override
@Override(value = { System.setProperty('herald.escaped', 'yes') })
def f() { 1 }
event X { on { 'a' } }
