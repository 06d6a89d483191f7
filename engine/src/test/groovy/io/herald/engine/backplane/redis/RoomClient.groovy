package io.herald.engine.backplane.redis

import com.fasterxml.jackson.databind.ObjectMapper
import groovy.transform.CompileStatic
import java.net.http.HttpClient
import java.net.http.WebSocket
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/** A Socket.IO client over a WebSocket that writes down all it hears. Like the stock ones it comes back when it is cut, and asks for what it missed. */
@CompileStatic
class RoomClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient()
    private static final ObjectMapper JSON = new ObjectMapper()
    private static final Executor LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)

    /** Where to connect, in turn. */
    final List<Integer> ports
    final Set<Integer> rooms
    /** By publisher and room, "a/3": the numbers in the order they came. */
    final Map<String, List<Integer>> heard = new ConcurrentHashMap<>()
    final CompletableFuture<Void> ready = new CompletableFuture<>()
    /** Times that it was told it may have missed something, for it could not be given all it missed. */
    final AtomicInteger begunAnew = new AtomicInteger()
    final AtomicInteger recovered = new AtomicInteger()
    /** Whether a node has let it in since it was last cut. */
    volatile boolean connected
    /** When it first heard a broadcast of another node that was published after the time asked for; both by the machine's clock. */
    volatile long since = Long.MAX_VALUE
    volatile long heardSince
    volatile String homeName = ""
    private volatile WebSocket socket
    private volatile boolean closed
    private int attempt
    private String sid
    private String pid
    private String offset = ""

    private RoomClient(List<Integer> ports, Set<Integer> rooms) {
        this.ports = ports
        this.rooms = rooms
    }

    static RoomClient connected(List<Integer> ports, Collection<Integer> rooms, String homeName = "") {
        RoomClient client = new RoomClient(ports, rooms.toSet())
        client.homeName = homeName
        client.connect()
        client.ready.get(30, TimeUnit.SECONDS)
        client
    }

    private void connect() {
        int port = ports[attempt++ % ports.size()]
        HTTP.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:$port/socket.io/?EIO=4&transport=websocket"), new Conversation())
                .whenComplete { WebSocket opened, Throwable failure ->
                    socket = opened
                    if (failure != null) {
                        comeBack()
                    }
                }
    }

    private void comeBack() {
        if (!closed) {
            LATER.execute { connect() }
        }
    }

    @Override
    void close() {
        closed = true
        socket?.abort()
    }

    private void take(String message, Closure<?> say) {
        if (message.startsWith('42["Tick"')) {
            tick(message.substring(10, message.length() - 1).split(","))
        } else if (message == "2") {
            say("3")
        } else if (message.startsWith("0")) {
            say(pid == null ? "40" : '40{"pid":"' + pid + '","offset":"' + offset + '"}')
        } else if (message.startsWith("40")) {
            welcome(JSON.readValue(message.substring(2), Map), say)
        } else if (message.startsWith("43") && message.startsWith("43${rooms.size()}[")) {
            ready.complete(null)
        }
    }

    private void welcome(Map<?, ?> told, Closure<?> say) {
        connected = true
        boolean isRecovered = told.sid == sid
        sid = told.sid
        pid = told.pid
        if (isRecovered) {
            recovered.incrementAndGet()
            return
        }
        if (ready.done) {
            begunAnew.incrementAndGet()
        }
        rooms.eachWithIndex { int room, int index -> say("42${index + 1}[\"join\",\"tick\",[$room]]") }
    }

    private void tick(String[] parts) {
        String from = parts[0][1..-2]
        heard.computeIfAbsent("$from/${parts[1]}".toString()) { Collections.synchronizedList([] as List<Integer>) } << parts[2].toInteger()
        offset = parts[-1][1..-2]
        if (from != homeName && parts[3].toLong() > since && heardSince == 0) {
            heardSince = System.nanoTime()
        }
    }

    @CompileStatic
    private class Conversation implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder()
        private CompletableFuture<?> said = CompletableFuture.completedFuture(null)
        private boolean ended

        @Override
        CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part)
            if (last) {
                String message = text.toString()
                text.length = 0
                take(message) { CharSequence answer -> said = said.thenCompose { from.sendText(answer, true) } }
            }
            from.request(1)
            null
        }

        @Override
        CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end()
            null
        }

        @Override
        void onError(WebSocket from, Throwable failure) { end() }

        private void end() {
            if (!ended) {
                ended = true
                connected = false
                comeBack()
            }
        }
    }
}
