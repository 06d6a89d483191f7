package io.herald.dsl;

import java.time.Duration;

/**
 * How a folder of scripts is taken in.
 *
 * @param load time for one script to compile and run its top level, a tenth of a second more for each other of its batch
 */
public record HostOptions(FolderLimits limits, Patience patience, Duration load) {
    public static final HostOptions DEFAULT =
            new HostOptions(FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofSeconds(5));
}
