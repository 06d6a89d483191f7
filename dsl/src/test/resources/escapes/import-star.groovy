// SecureASTCustomizer: imports
// a package is imported
// refused: the class Files is not allowed in scripts
import java.nio.file.*
event X {
    on { 'a' }
    as { Files.createFile(Path.of('MARK')) }
}
