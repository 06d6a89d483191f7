// Groovy GDK: a call that does not fit falls through to Object
// an own method of that name lets the call pass
// refused: 'addShutdownHook' means something to Groovy and can't be declared in scripts
class P { def addShutdownHook() { 1 } }
event X {
    on { 'a' }
    as { new P().addShutdownHook { System.setProperty('herald.escaped', 'yes') } }
}
