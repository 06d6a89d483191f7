package io.herald.dsl.versions;

import io.herald.dsl.versions.Author.Way;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One text of a script that was put in force.
 *
 * @param version hash of the text: 12 hex digits
 */
public record ScriptVersion(String path, String version, Instant at, Author author) {
    /** As a line of the log: time, version, way, author and path, with tabs between. */
    String line() {
        return String.join("\t", at.toString(), version, author.way().name(), author.name(), path);
    }

    /** Empty when it is no line of the log. */
    static Optional<ScriptVersion> of(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 5 || !fields[1].matches("[0-9a-f]{12}")) {
            return Optional.empty();
        }
        try {
            Author author = new Author(fields[3], Way.valueOf(fields[2]));
            return Optional.of(new ScriptVersion(fields[4], fields[1], Instant.parse(fields[0]), author));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
