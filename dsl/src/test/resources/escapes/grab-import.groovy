// SECURITY-1713 / CVE-2020-2110 (Jenkins: annotations of imports)
// the annotation stands at an import
// refused: the annotation @GrabResolver is not allowed in scripts
@GrabResolver(name = 'x', root = 'file:MARK')
@Grab('a:b:1')
import java.time.Instant
event X { on { 'a' } }
