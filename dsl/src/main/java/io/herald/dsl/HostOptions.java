package io.herald.dsl;

import java.time.Duration;

/**
 * How a folder of scripts is taken in.
 *
 * @param load time for one script to compile and run its top level, a tenth of a second more for each other of its batch
 * @param trustScripts whether scripts may use all of Groovy and the JDK, not only what the sandbox allows
 */
public record HostOptions(FolderLimits limits, Patience patience, Duration load, boolean trustScripts) {
    public static final HostOptions DEFAULT =
            new HostOptions(FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofSeconds(15), false);

    public HostOptions withTrustScripts(boolean trust) {
        return new HostOptions(limits, patience, load, trust);
    }
}
