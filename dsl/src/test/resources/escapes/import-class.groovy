// SecureASTCustomizer: imports
// a class is imported under another name
// refused: the class Runtime is not allowed in scripts
import java.lang.Runtime as R
event X {
    on { 'a' }
    as { R.getRuntime().exec('touch MARK') }
}
