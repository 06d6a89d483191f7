// SecureASTCustomizer: imports
// a static method is imported
// refused: the class System is not allowed in scripts
import static java.lang.System.setProperty
event X {
    on { 'a' }
    as { setProperty('herald.escaped', 'yes') }
}
