package io.herald.dsl;

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
 */
public record HostOptions(
        FolderLimits limits,
        Patience patience,
        Duration load,
        boolean trustScripts,
        Plugins plugins,
        Optional<EventPlanner> trial) {
    public static final HostOptions DEFAULT = new HostOptions(
            FolderLimits.DEFAULT, Patience.DEFAULT, Duration.ofSeconds(30), false, Plugins.NONE, Optional.empty());

    public HostOptions withTrustScripts(boolean trust) {
        return new HostOptions(limits, patience, load, trust, plugins, trial);
    }

    /** Stay the caller's to close. */
    public HostOptions withPlugins(Plugins given) {
        return new HostOptions(limits, patience, load, trustScripts, given, trial);
    }

    /** Refuses a script when an example of an event fails with this planner. */
    public HostOptions withTrial(EventPlanner planner) {
        return new HostOptions(limits, patience, load, trustScripts, plugins, Optional.of(planner));
    }
}
