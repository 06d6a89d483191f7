package io.herald.server.node;

import io.herald.dsl.Plugins;
import io.herald.dsl.cache.DiskCache;
import io.herald.engine.Engine;
import io.herald.engine.auth.ClientAuth;
import io.herald.engine.auth.Expected;
import io.herald.engine.auth.JwtAuth;
import io.herald.engine.delivery.socketio.SocketIoDelivery;
import io.herald.engine.delivery.socketio.SocketIoSettings;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.Problem;
import io.herald.server.http.AdminApi;
import io.herald.server.http.NodeParts;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node, wired: with {@link Carrier}, the only place that says which implementation stands behind each contract. */
public final class App implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    private final Settings settings;
    private final Token token;
    private final Engine engine;
    private final SocketIoDelivery delivery;
    private final Plugins plugins;
    private final ScriptParts scripts;
    private final Carrier carrier;
    private final AdminApi api;
    private final CompletableFuture<EventCatalog> loading;

    private App(Settings settings, Token token) {
        this.settings = settings;
        this.token = token;
        this.plugins = plugins(settings);
        CompletableFuture<Engine> wired = new CompletableFuture<>();
        DiskCache cache = cache(settings);
        this.scripts = ScriptParts.of(settings, settings.scripts(plugins).withCache(cache), wired);
        this.loading = CompletableFuture.supplyAsync(scripts.source()::load); // takes longest, so it begins first
        this.delivery = new SocketIoDelivery(clients(settings), auth(settings));
        this.carrier = new Carrier(settings, delivery);
        this.engine = new Engine(
                carrier.links(wired, scripts::edition),
                delivery,
                settings.recovery(),
                settings.eventNaming(),
                settings.evaluationLimits());
        wired.complete(engine);
        scripts.shared().ifPresent(engine.cluster()::answerFor);
        NodeParts parts = new NodeParts(
                engine,
                scripts.source()::reload,
                scripts::isBehind,
                scripts.editor(),
                carrier.idempotency(),
                carrier.backlog(),
                Stream.of(carrier.measures(), CacheMeasures.of(cache))
                        .flatMap(List::stream)
                        .toList());
        this.api = new AdminApi(parts, token.value(), settings.maxBodyBytes());
    }

    private static DiskCache cache(Settings settings) {
        int bytes = settings.scriptCacheBytes();
        return bytes == 0
                ? DiskCache.NONE
                : DiskCache.in(settings.data().resolve("cache").resolve("scripts"), bytes);
    }

    private static Plugins plugins(Settings settings) {
        try {
            return Plugins.of(settings.plugins());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static SocketIoSettings clients(Settings settings) {
        return new SocketIoSettings(
                settings.bind(),
                settings.socketioPort(),
                settings.origins(),
                settings.pingInterval(),
                settings.pingTimeout(),
                settings.drain().multipliedBy(8).dividedBy(10),
                settings.transport(),
                settings.compressBytes(),
                settings.limits());
    }

    private static ClientAuth auth(Settings settings) {
        Expected expected = settings.expectedTokens();
        try {
            return settings.jwtSecret()
                    .<ClientAuth>map(secret -> JwtAuth.bySecret(secret, expected))
                    .or(() -> settings.jwtKeys().map(keys -> JwtAuth.byKeys(keys, expected)))
                    .orElse(ClientAuth.ANONYMOUS);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Starts a node and returns once it is ready. Scripts compile while the rest is made.
     *
     * @throws UsageException when a setting does not let it start
     */
    public static App start(Settings settings) {
        Ports.requireFree(settings);
        Token token =
                settings.token().map(given -> new Token(given, false)).orElseGet(() -> Token.keptIn(settings.data()));
        App app = new App(settings, token);
        try {
            app.begin();
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e;
        }
    }

    private void begin() {
        startApi();
        EventCatalog loaded = loaded();
        if (settings.isStrict() && !loaded.problems().isEmpty()) {
            throw new UsageException(refusal(loaded));
        }
        startEngine();
        scripts.source().watch();
    }

    private EventCatalog loaded() {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof IllegalStateException) {
                throw new UsageException(String.valueOf(e.getCause().getMessage()));
            }
            throw e;
        }
    }

    private static String refusal(EventCatalog catalog) {
        return "not started, for --strict is on and scripts are broken: "
                + catalog.problems().stream().map(Problem::headline).collect(Collectors.joining(" | "));
    }

    private void startApi() {
        try {
            api.start(settings.bind(), settings.adminPort());
        } catch (RuntimeException e) { // something took the port since Ports looked
            throw Ports.taken(Setting.ADMIN_PORT, settings.bind(), settings.adminPort());
        }
    }

    private void startEngine() {
        try {
            engine.start(scripts::join);
            engine.schedule(carrier.idempotency());
            carrier.open(api::trigger);
        } catch (UncheckedIOException e) {
            throw Ports.taken(Setting.SOCKETIO_PORT, settings.bind(), settings.socketioPort());
        } catch (IllegalStateException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    public Settings settings() {
        return settings;
    }

    public Token token() {
        return token;
    }

    public EventCatalog catalog() {
        return engine.catalog();
    }

    public int adminPort() {
        return api.port();
    }

    public int socketioPort() {
        return delivery.port();
    }

    /** Completes when the node can't go on serving its clients. */
    public CompletionStage<Void> broken() {
        return delivery.broken();
    }

    /** Is done within the time that the drain setting gives; what is left then ends with the process. */
    @Override
    public void close() {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(this::stop, App::onThreadOfItsOwn)
                .orTimeout(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
        try {
            stopped.join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            log.warn("the node could not end all it does within drain: what was left is cut");
        }
    }

    private static void onThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(task, "herald-stopping");
        thread.setDaemon(true);
        thread.start();
    }

    /** Eight tenths of the time are for clients, one before that for what is to be sent early, the last for all the rest. */
    private void stop() {
        scripts.source().close();
        engine.drain(settings.drain().dividedBy(10)); // the API still answers: /ready says 503
        api.close();
        carrier.close();
        engine.close();
        carrier.idempotency().close();
        plugins.close();
    }
}
