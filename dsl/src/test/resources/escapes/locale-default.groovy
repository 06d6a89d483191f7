// java.util.Locale
// what all share is changed
// refused: Locale has no static method 'setDefault' that scripts may use
event X {
    on { 'a' }
    as {
        Locale.setDefault(Locale.US)
    }
}
