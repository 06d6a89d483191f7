// Jenkins script-security: coverage of the language
// a class in a catch
// refused: the class MissingClassException is not allowed in scripts
event X {
    on { 'a' }
    as {
        try { 1 } catch (groovy.lang.MissingClassException e) { e.type }
    }
}
