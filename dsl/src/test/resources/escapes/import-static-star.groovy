// SecureASTCustomizer: imports
// all static methods of a class are imported
import static java.lang.System.*
event X {
    on { 'a' }
    as { setProperty('herald.escaped', 'yes') }
}
