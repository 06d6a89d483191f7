// Groovy: a static call that does not fit falls through to Class
// an own static method forName lets Class.forName pass
// refused: 'forName' means something to Groovy and can't be declared in scripts
class P { static forName() { 1 } }
event X {
    on { 'a' }
    as { P.forName('java.lang.System').setProperty('herald.escaped', 'yes') }
}
