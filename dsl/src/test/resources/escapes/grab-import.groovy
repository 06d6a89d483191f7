// SECURITY-1266 / CVE-2019-1003000 (Jenkins: @Grab of an import)
// the annotation stands at an import
@GrabResolver(name = 'x', root = 'file:MARK')
@Grab('a:b:1')
import java.time.Instant
event X { on { 'a' } }
