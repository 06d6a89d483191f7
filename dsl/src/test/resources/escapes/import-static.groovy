// SecureASTCustomizer: imports
// a static method is imported
import static java.lang.System.setProperty
event X {
    on { 'a' }
    as { setProperty('herald.escaped', 'yes') }
}
