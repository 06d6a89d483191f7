// Groovy: ShortTypeHandling.castToClass
// a typed variable turns a text into a class
// refused: the class Class is not allowed in scripts
event X {
    on { 'a' }
    as {
        Class c = 'java.lang.System'
        c.setProperty('herald.escaped', 'yes')
    }
}
