package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.Outcome;
import io.herald.engine.TriggerResult;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Trigger;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin API: triggers and previews events, tells of scripts. All but {@code /health} and {@code /ready} need the token. */
public final class AdminApi implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AdminApi.class);

    private static final int MAX_CONNECTIONS = 1000;
    private static final long HEAD_LOOK_MILLIS = 4000;
    private static final int MAX_KEY = 100; // and the event's name beside it

    private final Engine engine;
    private final Supplier<EventCatalog> reload;
    private final Idempotency idempotency;
    private final Gatekeeper gatekeeper;
    private final TriggerBody triggerBody;
    private final Metrics metrics;
    private final Javalin server;

    /**
     * Listens only once {@link #start} is called.
     *
     * @param reload loads the scripts anew and returns what is then in force
     * @param idempotency answers a trigger with an {@code Idempotency-Key} once; stays the caller's to close
     * @param maxBodyBytes of a request
     */
    public AdminApi(
            Engine engine, Supplier<EventCatalog> reload, Idempotency idempotency, String token, int maxBodyBytes) {
        this.engine = engine;
        this.reload = reload;
        this.idempotency = idempotency;
        this.gatekeeper = new Gatekeeper(token, System::nanoTime);
        this.triggerBody = new TriggerBody(maxBodyBytes);
        this.metrics = new Metrics(engine);
        this.server = Javalin.create(this::configure);
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
        config.jetty.threadPool = new QueuedThreadPool(64, 4);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(8 * 1024);
            http.setIdleTimeout(10_000); // of a body that does not come
        });
        config.jetty.modifyServer(AdminApi::bound);
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

    private static void bound(Server jetty) {
        jetty.setErrorHandler(new JettyErrors());
        jetty.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, jetty));
        jetty.addBean(new HeadDeadline(jetty, HEAD_LOOK_MILLIS));
    }

    private void routes(JavalinConfig config) {
        config.routes.before("/api/*", gatekeeper::check);
        config.routes.before("/metrics", gatekeeper::check);
        config.routes.post("/api/events/{name}", this::trigger);
        config.routes.post("/api/events/{name}/preview", request -> evaluate(request, engine::preview));
        config.routes.get("/api/events", this::events);
        config.routes.get("/api/events/{name}", this::event);
        config.routes.get("/api/scripts", request -> Answers.send(request, 200, Answers.Scripts.of(engine.catalog())));
        config.routes.post(
                "/api/scripts/reload", request -> Answers.send(request, 200, Answers.Scripts.of(reload.get())));
        config.routes.get("/health", request -> Answers.send(request, 200, Map.of("status", "up")));
        config.routes.get("/ready", this::ready);
        config.routes.get(
                "/metrics",
                request -> request.contentType("text/plain; version=0.0.4").result(metrics.scrape()));
    }

    private void problems(JavalinConfig config) {
        config.routes.exception(Exception.class, (failure, request) -> fail(request, failure));
        config.routes.error(
                404,
                request -> unanswered(request, 404, "not-found", "there is nothing at this path: see docs/api.md"));
        config.routes.error(
                405,
                request -> unanswered(
                        request, 405, "method-not-allowed", "this path takes another method: see docs/api.md"));
    }

    private void trigger(Context request) {
        String key = request.header("Idempotency-Key");
        if (key == null) {
            evaluate(request, engine::trigger);
            return;
        }
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new ApiException(
                    400,
                    "invalid-input",
                    "Idempotency-Key must have 1 to " + MAX_KEY + " characters, not " + key.length());
        }
        Trigger trigger = read(request);
        engine.catalog().require(trigger.event()); // an unknown one is no part of a key
        request.future(() -> idempotency
                .once(
                        trigger.event() + "/" + key,
                        () -> timed(trigger, engine::trigger).thenApply(AdminApi::remembered))
                .handle((answer, failure) -> answered(request, failure, () -> Answers.replay(request, answer)))
                .toCompletableFuture());
    }

    /** Status and body, as the second to use the key gets them. */
    private static String remembered(TriggerResult result) {
        return status(result) + " " + new String(Answers.bytes(Answers.of(result)), StandardCharsets.UTF_8);
    }

    private void evaluate(Context request, Function<Trigger, CompletionStage<TriggerResult>> evaluation) {
        Trigger trigger = read(request);
        request.future(() -> timed(trigger, evaluation)
                .handle((result, failure) ->
                        answered(request, failure, () -> Answers.send(request, status(result), Answers.of(result))))
                .toCompletableFuture());
    }

    private CompletionStage<TriggerResult> timed(
            Trigger trigger, Function<Trigger, CompletionStage<TriggerResult>> evaluation) {
        long began = System.nanoTime();
        return evaluation.apply(trigger).thenApply(result -> {
            metrics.evaluated(result.outcome(), System.nanoTime() - began);
            return result;
        });
    }

    private Trigger read(Context request) {
        return new Trigger(request.pathParam("name"), triggerBody.read(request), except(request));
    }

    /** Whoever caused the event knows of it: {@code X-Socket-ID} names its socket, {@code ?except=} sockets and rooms. */
    private static Set<String> except(Context request) {
        Set<String> except = new LinkedHashSet<>(request.queryParams("except"));
        String own = request.header("X-Socket-ID");
        if (own != null && !own.isBlank()) {
            except.add(own.strip());
        }
        if (except.size() > BroadcastOptions.MAX_EXCEPT) {
            throw new ApiException(
                    400,
                    "invalid-input",
                    "except names " + except.size() + " sockets and rooms, over the " + BroadcastOptions.MAX_EXCEPT
                            + " allowed: let them share a room");
        }
        return except;
    }

    private static int status(TriggerResult result) {
        return result.outcome() == Outcome.QUEUED ? 202 : 200;
    }

    private boolean answered(Context request, @Nullable Throwable failure, Runnable answer) {
        if (failure == null) {
            answer.run();
        } else {
            fail(request, failure);
        }
        return failure == null;
    }

    private void events(Context request) {
        EventCatalog catalog = engine.catalog();
        List<Answers.Event> events = catalog.events().values().stream()
                .map(event -> Answers.Event.of(event, engine.wireName(event)))
                .toList();
        Answers.send(request, 200, Map.of("events", events));
    }

    private void event(Context request) {
        var event = engine.catalog().require(request.pathParam("name"));
        Answers.send(request, 200, Answers.Event.of(event, engine.wireName(event)));
    }

    private void ready(Context request) {
        boolean isReady = engine.ready();
        Answers.send(request, isReady ? 200 : 503, Map.of("ready", isReady));
    }

    /** The one place where a failure becomes an answer. */
    private void fail(Context request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        ProblemJson problem = problem(request, cause);
        metrics.failed(problem.code());
        Answers.send(request, problem);
    }

    private static ProblemJson problem(Context request, Throwable cause) {
        if (cause instanceof BroadcastException told) {
            return ProblemJson.of(told, request.path());
        }
        if (cause instanceof ApiException told) {
            return ProblemJson.of(told, request.path());
        }
        String reference = UUID.randomUUID().toString();
        log.error("a request to {} failed, reference {}", request.path(), reference, cause);
        return ProblemJson.of(
                500,
                "internal",
                "Herald failed; the log tells more under the reference " + reference,
                request.path(),
                List.of());
    }

    private static void unanswered(Context request, int status, String code, String detail) {
        @Nullable String type = request.res().getContentType();
        if (type == null || !type.startsWith(ProblemJson.CONTENT_TYPE)) {
            Answers.send(request, ProblemJson.of(status, code, detail, request.path(), List.of()));
        }
    }
}
