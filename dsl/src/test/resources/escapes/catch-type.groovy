// SECURITY-1579 / CVE-2019-16538 family (Jenkins: types in catch)
// a class in a catch
event X {
    on { 'a' }
    as {
        try { 1 } catch (groovy.lang.MissingClassException e) { e.type }
    }
}
