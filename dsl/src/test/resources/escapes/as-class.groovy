// Groovy: ShortTypeHandling.castToClass
// a text becomes a class
// refused: the class Class is not allowed in scripts
event X {
    on { 'a' }
    as {
        ('java.lang.System' as Class).setProperty('herald.escaped', 'yes')
    }
}
