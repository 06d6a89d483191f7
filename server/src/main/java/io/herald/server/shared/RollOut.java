package io.herald.server.shared;

import io.herald.dsl.ScriptEdit;
import io.herald.dsl.ScriptPlace;
import io.herald.dsl.ScriptRefusedException;
import io.herald.dsl.ScriptRefusedException.Reason;
import io.herald.dsl.versions.Author;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.Edition;
import io.herald.engine.backplane.EditionStore;
import io.herald.engine.backplane.Gathered;
import io.herald.engine.backplane.Objection;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the scripts that nodes share: an edit becomes an edition, which every live node tries; when none objects and none is silent, it
 * becomes the current one at one stroke, and the nodes put it in force. One edit at a time from this node; of two nodes' at once, one wins.
 */
public final class RollOut implements ScriptPlace {
    private static final Logger log = LoggerFactory.getLogger(RollOut.class);
    /** For a node to try or to load an edition; more for each script that changes. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PER_SCRIPT = Duration.ofMillis(100);

    private final EditionStore store;
    private final NodeEditions node;
    private final Supplier<Cluster> cluster;
    private final Duration patience;

    /** @param cluster first asked for when there is an edit */
    public RollOut(EditionStore store, NodeEditions node, Supplier<Cluster> cluster, Duration patience) {
        this.patience = patience;
        this.store = store;
        this.node = node;
        this.cluster = cluster;
    }

    @Override
    public EventCatalog catalog() {
        return node.catalog();
    }

    @Override
    public Optional<String> text(String path) {
        return node.text(path);
    }

    @Override
    public synchronized void change(ScriptEdit edit) {
        requirePaths(edit);
        try {
            List<Problem> problems = node.catchUp(true);
            Edition base = node.inForce();
            String before = problems.isEmpty() ? base.version() : broken(edit, problems);
            edit.requireExpected(path -> Optional.ofNullable(base.texts().get(path)));
            Map<String, String> texts = edit.appliedTo(base.texts());
            if (!texts.equals(base.texts()) || !before.equals(base.version())) {
                long last = Math.max(base.number(), Edition.numberOf(before));
                Author author = edit.author();
                Edition next = new Edition(
                        last + 1,
                        ClusterNode.newId(),
                        texts,
                        author.name(),
                        author.way().name());
                rollOut(edit, next, before, patience.plus(PER_SCRIPT.multipliedBy(changed(base.texts(), texts))));
            }
        } catch (IllegalArgumentException e) {
            throw new ScriptRefusedException(Reason.PAYLOAD_TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw new ScriptRefusedException(Reason.BACKPLANE_AWAY, String.valueOf(e.getMessage()));
        }
    }

    private static void requirePaths(ScriptEdit edit) {
        for (String path : edit.texts().keySet()) {
            if (!Edition.isPath(path)) {
                throw new ScriptRefusedException(
                        Reason.INVALID_PATH,
                        Text.quote(path)
                                + " names no script: folders with '/' between, no name that begins with a dot, '.groovy' at the end");
            }
        }
    }

    /** What this node could not put in force, only something whole may replace. */
    private String broken(ScriptEdit edit, List<Problem> problems) {
        if (edit.isWhole()) {
            return store.version();
        }
        throw new ScriptRefusedException(
                Reason.SCRIPTS_CHANGED,
                "this node does not have the current scripts in force, so it can't change one of them; put all there with 'herald push DIR'",
                problems);
    }

    private static int changed(Map<String, String> before, Map<String, String> after) {
        Set<String> paths = new HashSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> Optional.ofNullable(before.get(path)).equals(Optional.ofNullable(after.get(path))));
        return paths.size();
    }

    private void rollOut(ScriptEdit edit, Edition next, String before, Duration within) {
        List<Problem> problems = node.tryHere(next);
        if (!problems.isEmpty()) {
            throw ScriptRefusedException.invalid(edit, problems);
        }
        store.propose(next);
        requireAgreed(
                cluster.get().tryOut(next.id(), within).toCompletableFuture().join());
        if (!store.commit(next, before)) {
            throw new ScriptRefusedException(
                    Reason.SCRIPTS_CHANGED, "another change of the scripts came first: look at it, and try again");
        }
        log.info(
                "edition {} of the cluster's scripts is current, by {}",
                next.number(),
                edit.author().name());
        node.catchUp(true);
        Gathered<List<Objection>> told = cluster.get()
                .catchUp(next.version(), within)
                .toCompletableFuture()
                .join();
        told.answer()
                .forEach(objection -> log.warn(
                        "edition {} is not in force on node {}: {}",
                        next.number(),
                        objection.node(),
                        objection.problems().get(0).headline()));
        told.missing()
                .forEach(name ->
                        log.warn("whether edition {} is in force on node {} is not known yet", next.number(), name));
    }

    private static void requireAgreed(Gathered<List<Objection>> asked) {
        if (!asked.answer().isEmpty()) {
            Objection first = asked.answer().get(0);
            throw new ScriptRefusedException(
                    Reason.INVALID_SCRIPT,
                    "nothing was changed on any node, for node " + Text.quote(first.node()) + " refuses: "
                            + first.problems().get(0).headline(),
                    asked.answer().stream().flatMap(RollOut::named).toList());
        }
        if (asked.isPartial()) {
            throw new ScriptRefusedException(
                    Reason.NODE_SILENT,
                    "nothing was changed on any node, for these did not say in time whether they would take it: "
                            + String.join(", ", asked.missing()));
        }
    }

    private static Stream<Problem> named(Objection objection) {
        return objection.problems().stream()
                .map(problem -> new Problem(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        "on node " + Text.quote(objection.node()) + ": " + problem.message(),
                        problem.hint(),
                        problem.excerpt()));
    }
}
