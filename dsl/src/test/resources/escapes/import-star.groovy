// SecureASTCustomizer: imports
// a package is imported
import java.nio.file.*
event X {
    on { 'a' }
    as { Files.createFile(Path.of('MARK')) }
}
