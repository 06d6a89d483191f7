// SECURITY-1658 (Jenkins: initialisers)
// a field's first value
class P { def a = System.setProperty('herald.escaped', 'yes') }
event X {
    on { 'a' }
    as { new P() }
}
