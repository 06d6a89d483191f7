// Groovy: code that runs with a constructor
// a field's first value
class P { def a = System.setProperty('herald.escaped', 'yes') }
event X {
    on { 'a' }
    as { new P() }
}
