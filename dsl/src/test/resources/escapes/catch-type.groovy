// Jenkins script-security: coverage of the language
// a class in a catch
event X {
    on { 'a' }
    as {
        try { 1 } catch (groovy.lang.MissingClassException e) { e.type }
    }
}
