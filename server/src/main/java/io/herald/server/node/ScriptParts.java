package io.herald.server.node;

import io.herald.dsl.EditionHost;
import io.herald.dsl.HostOptions;
import io.herald.dsl.ScriptEditor;
import io.herald.dsl.ScriptHost;
import io.herald.dsl.ScriptSource;
import io.herald.dsl.folder.FolderTexts;
import io.herald.dsl.versions.ScriptHistory;
import io.herald.engine.Engine;
import io.herald.engine.backplane.EditionStore;
import io.herald.engine.backplane.redis.RedisEditionStore;
import io.herald.engine.backplane.redis.Secret;
import io.herald.engine.event.EventCatalog;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import io.herald.server.shared.NodeEditions;
import io.herald.server.shared.RollOut;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * From where a node's scripts come, and how they are changed: in its folder, or in Redis for all nodes.
 *
 * @param shared this node's part, where they are in Redis
 */
record ScriptParts(ScriptSource source, ScriptEditor editor, Optional<NodeEditions> shared) {

    /**
     * Loads nothing yet.
     *
     * @param wired completes once it is there: catalogs wait for it
     * @throws UsageException when Redis' settings can't be used
     */
    static ScriptParts of(Settings settings, HostOptions options, CompletableFuture<Engine> wired) {
        ScriptHistory history = ScriptHistory.in(settings.data().resolve("versions"));
        Consumer<EventCatalog> listener = catalog -> wired.join().use(catalog);
        if (settings.sharesScripts()) {
            EditionHost host = new EditionHost(options, history, listener);
            return shared(settings, host, history, wired);
        }
        ScriptHost host = new ScriptHost(settings.events(), options, history, listener);
        ScriptEditor editor = new ScriptEditor(settings.events(), host, history, settings.takesScripts());
        return new ScriptParts(host, editor, Optional.empty());
    }

    private static ScriptParts shared(
            Settings settings, EditionHost host, ScriptHistory history, CompletableFuture<Engine> wired) {
        EditionStore store = new RedisEditionStore(
                RedisAccess.of(settings.redis().orElseThrow(), settings), settings.stream(), secret(settings));
        NodeEditions node = new NodeEditions(store, host, () -> FolderTexts.of(settings.events()));
        RollOut rollOut = new RollOut(store, node, () -> wired.join().cluster(), RollOut.PATIENCE);
        return new ScriptParts(node, new ScriptEditor(rollOut, history, settings.takesScripts()), Optional.of(node));
    }

    private static Optional<Secret> secret(Settings settings) {
        try {
            return settings.clusterSecret().map(Secret::new);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Number of the edition in force; 0 of a folder. */
    long edition() {
        return shared.map(node -> node.inForce().number()).orElse(0L);
    }

    boolean isBehind() {
        return shared.map(NodeEditions::isBehind).orElse(false);
    }

    /** Other nodes ask this one, too, from now on: what it loaded may be old by then. */
    void join() {
        shared.ifPresent(NodeEditions::join);
    }
}
