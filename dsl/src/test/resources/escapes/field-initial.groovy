// Groovy: code that runs with a constructor
// a field's first value
// refused: the class System is not allowed in scripts
class P { def a = System.setProperty('herald.escaped', 'yes') }
event X {
    on { 'a' }
    as { new P() }
}
