package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.model.Trigger;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The admin API: one server for the routes of every subject. All but {@code /health} and {@code /ready} need the token. */
public final class AdminApi implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1000;
    private static final int STALL_SECONDS = 10; // of a body that does not come, or an answer that is not taken
    private static final long HEAD_LOOK_MILLIS = 4000;
    private static final int COPY_BYTES = 4 << 10; // Javalin makes an array of this size for each answer
    private static final int MAX_SCRIPTS_BYTES = 24 << 20; // all there may be, and what JSON adds

    private final Engine engine;
    private final BooleanSupplier isBehind;
    private final Gatekeeper gatekeeper;
    private final Metrics metrics;
    private final Failures failures;
    private final Triggers triggers;
    private final List<Routes> subjects;
    private final Javalin server;

    /**
     * Listens only once {@link #start} is called.
     *
     * @param maxBodyBytes of a request
     */
    public AdminApi(NodeParts node, String token, int maxBodyBytes) {
        this.engine = node.engine();
        this.isBehind = node.isBehind();
        this.gatekeeper = new Gatekeeper(token, System::nanoTime);
        this.metrics = new Metrics(engine, node.measures());
        this.failures = new Failures(metrics);
        this.triggers = new Triggers(engine, node.idempotency(), metrics);
        LateAnswers late = new LateAnswers(failures);
        RequestBody body = new RequestBody(maxBodyBytes);
        this.subjects = List.of(
                new EventRoutes(engine, triggers, body, late),
                new ScriptRoutes(engine, node.reload()),
                new VersionRoutes(node.editor(), body, new RequestBody(Math.max(maxBodyBytes, MAX_SCRIPTS_BYTES))),
                new QueueRoutes(node.backlog()),
                new ClusterRoutes(engine),
                new SocketRoutes(engine, late));
        this.server = Javalin.create(this::configure);
    }

    /**
     * Triggers as a request with this {@code Idempotency-Key} does.
     *
     * @return completes when it is done; exceptionally with {@link io.herald.engine.model.BroadcastException}, and then nothing was sent
     * @throws IllegalArgumentException when the key is none
     */
    public CompletionStage<?> trigger(Trigger trigger, String key) {
        return triggers.once(trigger, key);
    }

    /**
     * Binds the port; 0 picks a free one.
     *
     * @throws RuntimeException when it can't be bound
     */
    public void start(String address, int port) {
        server.start(address, port);
    }

    /** The bound port. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE; // answers are short
        config.http.responseBufferSize = COPY_BYTES;
        config.jetty.threadPool = new QueuedThreadPool(64, 4);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(8 * 1024);
            http.setIdleTimeout(TimeUnit.SECONDS.toMillis(STALL_SECONDS));
        });
        config.jetty.modifyServer(this::bound);
        config.router.handlerWrapper(endpoint -> request -> withErrors(endpoint.handler, request));
        routes(config);
        problems(config);
    }

    /** Javalin maps exceptions only; to the caller, a stack that overflowed is a failure like any other. */
    private static void withErrors(Handler handler, Context request) throws Exception {
        try {
            handler.handle(request);
        } catch (Error e) {
            throw new CompletionException(e);
        }
    }

    private void bound(Server jetty) {
        jetty.setErrorHandler(new JettyErrors());
        jetty.setHandler(new QuickTriggers(engine));
        jetty.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, jetty));
        jetty.addBean(new HeadDeadline(jetty, HEAD_LOOK_MILLIS));
    }

    private void routes(JavalinConfig config) {
        config.routes.before("/api/*", gatekeeper::check);
        config.routes.before("/metrics", gatekeeper::check);
        subjects.forEach(subject -> subject.addTo(config.routes));
        config.routes.get("/health", request -> Answers.send(request, 200, Map.of("status", "up")));
        config.routes.get("/ready", this::ready);
        config.routes.get(
                "/metrics",
                request -> request.contentType("text/plain; version=0.0.4").result(metrics.scrape()));
    }

    private void problems(JavalinConfig config) {
        config.routes.exception(Exception.class, (failure, request) -> failures.answer(request, failure));
        config.routes.error(
                404,
                request -> Failures.unanswered(
                        request, 404, "not-found", "there is nothing at this path: see docs/api.md"));
        config.routes.error(
                405,
                request -> Failures.unanswered(
                        request, 405, "method-not-allowed", "this path takes another method: see docs/api.md"));
    }

    /** A node whose Redis is away is ready: it serves its clients and queues; were all nodes taken out, nobody would be served. */
    private void ready(Context request) {
        boolean isReady = engine.ready() && !isBehind.getAsBoolean();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ready", isReady);
        answer.put("backplane", engine.backplaneAway() ? "away" : "up");
        Answers.send(request, isReady ? 200 : 503, answer);
    }
}
