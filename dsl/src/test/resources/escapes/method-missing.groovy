// Groovy: methodMissing
// methodMissing answers calls by name
class P {
    def methodMissing(String n, a) { n }
}
event X {
    on { 'a' }
    as { new P().execute() }
}
