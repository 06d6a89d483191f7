// Groovy: methodMissing
// methodMissing answers calls by name
// refused: 'methodMissing' means something to Groovy and can't be declared in scripts
class P {
    def methodMissing(String n, a) { n }
}
event X {
    on { 'a' }
    as { new P().execute() }
}
