// SecureASTCustomizer: imports
// a class is imported under another name
import java.lang.Runtime as R
event X {
    on { 'a' }
    as { R.getRuntime().exec('touch MARK') }
}
