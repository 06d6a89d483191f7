// Groovy: ShortTypeHandling.castToClass
// a typed variable turns a text into a class
event X {
    on { 'a' }
    as {
        Class c = 'java.lang.System'
        c.setProperty('herald.escaped', 'yes')
    }
}
