package io.herald.dsl.folder

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** A scripts' folder that is looked at when a spec says so, on a clock of its own. */
abstract class LookedAtFolder extends Specification {
    @TempDir
    Path folder

    SourceFolder source
    long now = 0

    def setup() {
        source = new SourceFolder(folder, FolderLimits.DEFAULT, Patience.DEFAULT)
    }

    protected Path write(String path, String text) {
        Path file = folder.resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
        file
    }

    /** What is told of when nothing changes for a long time. */
    protected Map<String, String> settle() {
        Map<String, String> told = look()
        told + after(1000)
    }

    protected Map<String, String> after(int millis) {
        now += millis
        look()
    }

    protected Map<String, String> hint(int after = 0, Path... files) {
        now += after
        plain(source.look(files as Set, nanos(now)))
    }

    protected Map<String, String> hint(Path file) {
        hint(0, file)
    }

    protected Map<String, String> look() {
        plain(source.look(nanos(now)))
    }

    protected List<String> problems() {
        source.look(nanos(now)).problems()*.headline()
    }

    protected static Map<String, String> plain(SourceChanges changes) {
        changes.texts().collectEntries { path, text -> [path, text.orElse(null)] }
    }

    protected static long nanos(long millis) {
        Duration.ofMillis(millis).toNanos()
    }
}
