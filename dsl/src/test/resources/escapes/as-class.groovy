// Groovy: ShortTypeHandling.castToClass
// a text becomes a class
event X {
    on { 'a' }
    as {
        ('java.lang.System' as Class).setProperty('herald.escaped', 'yes')
    }
}
