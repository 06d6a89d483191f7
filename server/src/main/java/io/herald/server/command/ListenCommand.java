package io.herald.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.herald.engine.backplane.Offset;
import io.herald.engine.model.Namespace;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.json.JSONTokener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "listen",
        description = "Connects as a client, joins a room, and prints each event as one line of JSON until Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  herald listen chatRoom 42",
            "  herald listen chatRoom 42 --count 1 --timeout 10   for scripts: ends after one event, or fails after 10 s"
        })
final class ListenCommand implements HeraldCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ROOM", description = "Name of a room in the scripts, for example chatRoom.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String room;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENT",
            description = "The room's arguments, each as JSON or as plain text.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> arguments = List.of();

    @Option(
            names = "--namespace",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "Namespace of the room. Default: /.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String namespace;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after N events. Default: never.")
    private int count;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "End after so long; exit code 1 when --count asks for more than came. Default: never.")
    private int timeoutSeconds;

    private final AtomicInteger seen = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int exitCode = 1;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.BIND, Setting.SOCKETIO_PORT);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), System.getenv());
        URI url = URI.create("http://" + AdminClient.host(settings) + ":" + settings.socketioPort());
        IO.Options options =
                IO.Options.builder().setTransports(new String[] {"websocket"}).build();
        Socket socket = new Manager(url, options).socket(requireNamespace().path());
        socket.on(Socket.EVENT_CONNECT, connected -> join(socket));
        socket.on(Socket.EVENT_CONNECT_ERROR, failure -> unconnected(url, failure[0]));
        socket.on(Socket.EVENT_DISCONNECT, reason -> disconnected(socket, reason[0]));
        socket.onAnyIncoming(this::print);
        socket.connect();
        try {
            await();
        } finally {
            socket.off();
            socket.close();
        }
        return exitCode;
    }

    private Namespace requireNamespace() {
        try {
            return new Namespace(namespace);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void await() throws InterruptedException {
        if (timeoutSeconds == 0) {
            end.await();
        } else if (!end.await(timeoutSeconds, TimeUnit.SECONDS)) {
            if (count > 0) {
                tell("gave up after " + timeoutSeconds + " s with " + seen.get() + " of " + count + " events");
            } else {
                exitCode = 0;
            }
        }
    }

    private void unconnected(URI url, Object failure) {
        if (failure instanceof JSONObject refusal) { // the node's own word, to which trying on would change nothing
            tell("may not connect to namespace " + namespace + ": " + refusal.optString("message"));
            end.countDown();
        } else {
            tell("can't connect to " + url + ", trying on: is 'herald serve' running?");
        }
    }

    private void disconnected(Socket socket, Object reason) {
        tell("disconnected (" + reason + "), connecting again");
        if (reason.equals("io server disconnect")) { // after which a client of Socket.IO stays away unless told
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(socket::connect);
        }
    }

    private void join(Socket socket) {
        JSONArray given = new JSONArray();
        arguments.forEach(argument -> given.put(value(argument)));
        socket.emit("join", new Object[] {room, given}, (Ack) answers -> joined((JSONObject) answers[0]));
    }

    /** JSON where the argument is JSON from its first character to its last, else a text: {@code 42}, but {@code 42,a}. */
    static Object value(String argument) {
        try {
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(argument);
            return new JSONTokener(argument).nextValue();
        } catch (JsonProcessingException | JSONException e) {
            return argument;
        }
    }

    private void joined(JSONObject answer) {
        if (answer.optBoolean("ok")) {
            tell("listening in room " + answer.optString("room"));
        } else {
            tell("may not join " + room + ": " + answer.optString("code") + ", " + answer.optString("message"));
            end.countDown();
        }
    }

    private synchronized void print(@Nullable Object[] event) {
        if (count > 0 && seen.get() >= count) {
            return;
        }
        JSONArray arguments = new JSONArray();
        for (int i = 1; i < event.length - (endsWithOffset(event) ? 1 : 0); i++) {
            arguments.put(event[i]);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("{\"event\":" + JSONObject.quote(String.valueOf(event[0])) + ",\"args\":" + arguments + "}");
        if (out.checkError()) { // who read it is gone
            end.countDown();
        }
        if (seen.incrementAndGet() == count) {
            exitCode = 0;
            end.countDown();
        }
    }

    /** Whether a node put an offset behind what was sent, for clients that come back. */
    private static boolean endsWithOffset(@Nullable Object[] event) {
        return event.length > 2
                && event[event.length - 1] instanceof String last
                && Offset.parse(last).isPresent();
    }

    private void tell(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("herald: " + message);
        err.flush();
    }
}
