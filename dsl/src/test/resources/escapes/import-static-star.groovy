// SecureASTCustomizer: imports
// all static methods of a class are imported
// refused: the class System is not allowed in scripts
import static java.lang.System.*
event X {
    on { 'a' }
    as { setProperty('herald.escaped', 'yes') }
}
