package io.herald.dsl.folder;

import java.time.Duration;

/**
 * How long to wait before what the folder shows is believed.
 *
 * @param quiet without any change, before changes are taken
 * @param buffer the same for a file whose size is a multiple of 4 KiB: more likely a writer's full buffer than its end
 * @param burst at most, for a file that is quiet itself while others keep changing
 * @param grace before a file that is empty or gone counts as meant so: many editors empty or remove a file to save it
 * @param rescan between looks when nothing hints at a change
 */
public record Patience(Duration quiet, Duration buffer, Duration burst, Duration grace, Duration rescan) {
    public static final Patience DEFAULT = new Patience(
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1));

    private static final int BUFFER_BYTES = 4096;

    Duration with(Stamp stamp) {
        if (stamp.size() <= 0) {
            return grace;
        }
        return stamp.size() % BUFFER_BYTES == 0 ? buffer : quiet;
    }

    /** For when a person asks for the state as it is now: still not in the middle of a write. */
    Patience hurried() {
        return new Patience(quiet, quiet, burst, quiet, rescan);
    }
}
