package io.herald.dsl

import java.nio.file.Files
import java.nio.file.Path

/** The known ways out of a sandbox for Groovy: a file each, that begins with its source, its technique, and what the sandbox says. */
class Escapes {
    private static final Path FOLDER = Path.of(Escapes.getResource("/escapes").toURI())

    static List<String> names() {
        Files.list(FOLDER).withCloseable { files -> files.collect { it.fileName.toString() - ".groovy" }.sort() }
    }

    static String text(String name) {
        Files.readString(FOLDER.resolve(name + ".groovy"))
    }

    static String technique(String name) {
        text(name).readLines()[1] - "// "
    }

    static String refusal(String name) {
        text(name).readLines()[2] - "// refused: "
    }
}
