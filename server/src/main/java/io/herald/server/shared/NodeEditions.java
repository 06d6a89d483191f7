package io.herald.server.shared;

import io.herald.dsl.EditionHost;
import io.herald.dsl.ScriptSource;
import io.herald.dsl.versions.Author;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.Edition;
import io.herald.engine.backplane.EditionStore;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.NodeScripts;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in the scripts that nodes share: it has the current edition in force, or the last that would be. It looks every second,
 * and whenever another node asks it to. Thread-safe.
 */
public final class NodeEditions implements ScriptSource, NodeScripts {
    private static final Logger log = LoggerFactory.getLogger(NodeEditions.class);
    private static final long LOOK_MILLIS = 1000;
    private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int MAX_ASKED = 16;

    private final EditionStore store;
    private final EditionHost host;
    private final Supplier<Map<String, String>> seed;
    private final CountDownLatch end = new CountDownLatch(1);
    private final SparingLog sparing = new SparingLog(log);
    private final ThreadPoolExecutor asked =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_ASKED), task -> {
                Thread thread = new Thread(task, "herald-scripts-asked");
                thread.setDaemon(true);
                return thread;
            });
    private volatile Edition inForce = Edition.NONE;
    private volatile boolean isBehind;
    private boolean wasAway; // on the looking thread
    private Failure failure = Failure.NONE; // guarded by this

    /** @param version that could not be put in force */
    private record Failure(String version, List<Problem> problems, long nanos) {
        static final Failure NONE = new Failure("", List.of(), 0);

        boolean isLately(String of) {
            return of.equals(version) && System.nanoTime() - nanos < RETRY_NANOS;
        }
    }

    /**
     * Has nothing in force yet.
     *
     * @param store its to close
     * @param seed the texts that become the first edition, where there is none; asked once, by {@link #load}
     */
    public NodeEditions(EditionStore store, EditionHost host, Supplier<Map<String, String>> seed) {
        this.store = store;
        this.host = host;
        this.seed = seed;
    }

    /** The edition in force here. */
    public Edition inForce() {
        return inForce;
    }

    /** Whether this node came back to the others and is not yet where they are. */
    public boolean isBehind() {
        return isBehind;
    }

    // ---- as a source

    @Override
    public synchronized EventCatalog load() {
        try {
            Optional<Edition> current = store.current();
            if (current.isEmpty()) {
                current = seeded();
            }
            current.ifPresent(edition -> {
                List<Problem> problems = use(edition);
                if (!problems.isEmpty()) {
                    throw new IllegalArgumentException("edition " + edition.number()
                            + " of the cluster's scripts can't be put in force on this node: " + told(problems));
                }
            });
            return host.catalog();
        } catch (MalformedException e) {
            throw new IllegalArgumentException("the scripts in Redis can't be used: " + e.getMessage());
        }
    }

    /**
     * Catches up with what came before other nodes knew this one.
     *
     * @throws IllegalStateException when it can't
     */
    public void join() {
        List<Problem> problems = catchUp(true);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "the cluster's scripts can't be put in force on this node: " + told(problems));
        }
    }

    private Optional<Edition> seeded() throws MalformedException {
        Map<String, String> texts = seed.get();
        if (texts.isEmpty()) {
            log.info("Redis holds no scripts yet: put some there with 'herald push DIR'");
            return Optional.empty();
        }
        List<Problem> problems = host.tryOut(texts);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Redis holds no scripts, and those of the folder can't be put there: " + told(problems));
        }
        Edition first = new Edition(1, ClusterNode.newId(), texts, "the first node", Author.Way.FOLDER.name());
        store.propose(first);
        if (store.commit(first, "")) {
            log.info("Redis held no scripts: those of the folder are there now, as edition 1");
        }
        return store.current(); // another node's, when it came first
    }

    @Override
    public EventCatalog reload() {
        catchUp(true);
        return host.catalog();
    }

    @Override
    public EventCatalog catalog() {
        return host.catalog();
    }

    /** The text in force; empty when there is none of this path. */
    Optional<String> text(String path) {
        return host.text(path);
    }

    @Override
    public void watch() {
        Thread thread = new Thread(this::watchUntilClosed, "herald-scripts-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watchUntilClosed() {
        try {
            while (!end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            isBehind = wasAway && !store.version().equals(inForce.version());
            catchUp(false);
            wasAway = false;
        } catch (IllegalStateException e) {
            wasAway = true;
            sparing.warn("away", String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) { // whatever it is, the next edition is to be seen
            sparing.warn("look", "the cluster's scripts could not be looked at: " + e);
        } finally {
            isBehind = false;
        }
    }

    // ---- asked by others

    @Override
    public CompletionStage<List<Problem>> tryOut(String proposal) {
        return onRequest(() -> {
            try {
                return store.proposal(proposal)
                        .map(edition -> host.tryOut(edition.texts()))
                        .orElseGet(() -> List.of(Problem.ofScripts("what was proposed is not in Redis any more")));
            } catch (MalformedException e) {
                return List.of(Problem.ofScripts("what was proposed can't be used: " + e.getMessage()));
            }
        });
    }

    @Override
    public CompletionStage<List<Problem>> catchUp(String version) {
        return onRequest(() -> catchUp(true));
    }

    private CompletionStage<List<Problem>> onRequest(Supplier<List<Problem>> answer) {
        try {
            return CompletableFuture.supplyAsync(answer, asked);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("too many changes of scripts are asked for at once"));
        }
    }

    // ---- what is done

    /** Why these would not come in force here; nothing when they would. */
    List<Problem> tryHere(Edition edition) {
        return host.tryOut(edition.texts());
    }

    /**
     * Puts the current edition in force, or tells why it is not.
     *
     * @param again whether to try at once what failed before
     */
    synchronized List<Problem> catchUp(boolean again) {
        String current = store.version();
        if (current.equals(inForce.version())) {
            settle();
            return List.of();
        }
        if (!again && failure.isLately(current)) {
            return failure.problems();
        }
        List<Problem> problems = replaced(current);
        if (problems.isEmpty()) {
            settle();
        } else {
            fail(current, problems);
        }
        return problems;
    }

    private void settle() {
        if (!failure.problems().isEmpty()) {
            failure = Failure.NONE;
            host.tell(List.of());
        }
    }

    private void fail(String version, List<Problem> problems) {
        if (!version.equals(failure.version())) {
            log.warn(
                    "edition {} of the cluster's scripts is not in force here, edition {} stays so: {}",
                    Edition.numberOf(version),
                    inForce.number(),
                    told(problems));
        }
        failure = new Failure(version, problems, System.nanoTime());
        host.tell(problems);
    }

    private List<Problem> replaced(String current) {
        try {
            Edition edition = store.current().orElse(Edition.NONE);
            if (edition.number() >= inForce.number()) {
                return use(edition);
            }
            store.propose(inForce);
            if (store.commit(inForce, current)) {
                log.warn("Redis had lost edition {} of the scripts: it is there again", inForce.number());
            }
            return List.of();
        } catch (MalformedException e) {
            return List.of(Problem.ofScripts("what Redis has of them can't be used: " + e.getMessage()));
        }
    }

    private List<Problem> use(Edition edition) {
        List<Problem> problems = host.use(edition.texts(), new Author(edition.by(), way(edition.way())));
        if (problems.isEmpty()) {
            inForce = edition;
        }
        return problems;
    }

    private static Author.Way way(String name) {
        return Arrays.stream(Author.Way.values())
                .filter(way -> way.name().equals(name))
                .findFirst()
                .orElse(Author.Way.API);
    }

    private static String told(List<Problem> problems) {
        return problems.stream().map(Problem::headline).collect(Collectors.joining(" | "));
    }

    @Override
    public void close() {
        end.countDown();
        asked.shutdownNow();
        store.close();
    }
}
