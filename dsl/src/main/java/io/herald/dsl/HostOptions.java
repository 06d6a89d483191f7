package io.herald.dsl;

import io.herald.dsl.cache.DiskCache;
import io.herald.dsl.folder.FolderLimits;
import io.herald.dsl.folder.Patience;
import io.herald.engine.event.EventPlanner;
import java.time.Duration;
import java.util.Optional;

/**
 * How a folder of scripts is taken in.
 *
 * @param load time for one script to compile and run its top level, a tenth of a second more for each other of its batch
 * @param trustScripts whether scripts may use all of Groovy and the JDK, not only what the sandbox allows
 * @param plugins whose functions scripts may call
 * @param trial plans the examples of events, which must not fail then; empty when they are not tried
 * @param cache of what was compiled before
 */
public record HostOptions(
        FolderLimits limits,
        Patience patience,
        Duration load,
        boolean trustScripts,
        Plugins plugins,
        Optional<EventPlanner> trial,
        DiskCache cache) {
    public static final HostOptions DEFAULT = new HostOptions(
            FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofSeconds(30), false, Plugins.NONE, Optional.empty());

    /** Keeps nothing of what it compiles. */
    public HostOptions(
            FolderLimits limits,
            Patience patience,
            Duration load,
            boolean trustScripts,
            Plugins plugins,
            Optional<EventPlanner> trial) {
        this(limits, patience, load, trustScripts, plugins, trial, DiskCache.NONE);
    }

    public HostOptions withTrustScripts(boolean trust) {
        return new HostOptions(limits, patience, load, trust, plugins, trial, cache);
    }

    /** Stay the caller's to close. */
    public HostOptions withPlugins(Plugins given) {
        return new HostOptions(limits, patience, load, trustScripts, given, trial, cache);
    }

    /** Refuses a script when an example of an event fails with this planner. */
    public HostOptions withTrial(EventPlanner planner) {
        return new HostOptions(limits, patience, load, trustScripts, plugins, Optional.of(planner), cache);
    }

    /** Compiles nothing that the cache has. */
    public HostOptions withCache(DiskCache given) {
        return new HostOptions(limits, patience, load, trustScripts, plugins, trial, given);
    }
}
