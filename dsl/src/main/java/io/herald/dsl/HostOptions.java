package io.herald.dsl;

import java.time.Duration;

/**
 * How a folder of scripts is taken in.
 *
 * @param load time for one script to compile and run its top level, a tenth of a second more for each other of its batch
 * @param trustScripts whether scripts may use all of Groovy and the JDK, not only what the sandbox allows
 * @param plugins whose functions scripts may call
 */
public record HostOptions(
        FolderLimits limits, Patience patience, Duration load, boolean trustScripts, Plugins plugins) {
    public static final HostOptions DEFAULT =
            new HostOptions(FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofSeconds(15), false, Plugins.NONE);

    public HostOptions withTrustScripts(boolean trust) {
        return new HostOptions(limits, patience, load, trust, plugins);
    }

    /** Stay the caller's to close. */
    public HostOptions withPlugins(Plugins given) {
        return new HostOptions(limits, patience, load, trustScripts, given);
    }
}
