// java.util.Locale
// what all share is changed
event X {
    on { 'a' }
    as {
        Locale.setDefault(Locale.US)
    }
}
