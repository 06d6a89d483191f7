// SecureASTCustomizer: imports
// a static method is imported under another name
// refused: the class Class is not allowed in scripts
import static java.lang.Class.forName as f
event X {
    on { 'a' }
    as { f('java.lang.System').setProperty('herald.escaped', 'yes') }
}
