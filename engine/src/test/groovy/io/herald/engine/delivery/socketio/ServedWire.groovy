package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.SocketIOClient
import com.corundumstudio.socketio.SocketIONamespace
import io.netty.buffer.ByteBufAllocator
import io.netty.buffer.ByteBufAllocatorMetric
import io.netty.buffer.ByteBufAllocatorMetricProvider
import java.time.Duration
import java.util.zip.Deflater
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** One of two wires, with the same namespaces and listeners, and clients of both transports. */
abstract class ServedWire extends Specification {

    /** Serves the namespaces "" and "/custom", with messages of at most MAX_BYTES. */
    interface Server extends AutoCloseable {
        /**
         * @param heartbeat interval, and timeout
         * @param asksForToken refuses who brings none
         */
        void start(Duration heartbeat, boolean asksForToken)

        int port()

        SocketIONamespace namespace(String name)

        @Override
        void close()
    }

    static final int MAX_BYTES = 100_000
    static final int COMPRESSED = 0xC1
    static final String PLACEHOLDER = '{"_placeholder":true,"num":0}'

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)
    Http http
    Duration heartbeat = Duration.ofSeconds(15)

    Server server = create()

    abstract Server create()

    def setup() { serve() }

    def cleanup() { stop() }

    void serve(boolean asksForToken = false) {
        server.start(heartbeat, asksForToken)
        ["", "/custom"].each { answer(namespace(it)) }
        http = new Http(port())
    }

    void stop() { server.close() }

    int port() { server.port() }

    SocketIONamespace namespace(String name) { server.namespace(name) }

    private static void answer(SocketIONamespace namespace) {
        namespace.addConnectListener { SocketIOClient client -> client.sendEvent("welcome") }
        namespace.addMultiTypeEventListener("message", { client, values, ack -> client.sendEvent("back", values.args.toArray()) }, Object)
        namespace.addMultiTypeEventListener("ask", { client, values, ack -> ack.sendAckData(values.args) }, Object)
        namespace.addMultiTypeEventListener("join", { client, values, ack -> client.joinRoom("crowd"); ack.sendAckData("joined") }, Object)
    }

    Wire wire(String query = "?EIO=4&transport=websocket") { Wire.open(port(), query) }

    /** In the root namespace, welcomed. */
    Wire connected() {
        Wire wire = wire()
        wire.hear()
        wire.say("40")
        assert [wire.hear(), wire.hear()].every { it.toString().startsWith("40") || it == '42["welcome"]' }
        wire
    }

    Wire member() {
        Wire wire = connected()
        wire.say('421["join",1]')
        assert wire.hear() == '431["joined"]'
        wire
    }

    String polled() {
        String sid = http.handshake()
        http.post(sid, "40")
        assert http.messages(sid, 2).size() == 2
        sid
    }

    void broadcast(Object argument) { namespace("").getRoomOperations("crowd").sendEvent("event", [argument] as Object[]) }

    boolean isGone(String sid) { http.poll(sid).statusCode() == 400 }

    /** As {@link #isGone}, without a poll, and without anything that would answer one. */
    boolean isUnknown(String sid) { http.post(sid, '42["unheard"]').statusCode() == 400 }

    /** Whatever else it says. */
    static boolean isAlive(Wire wire) {
        wire.say('42["message","there?"]')
        while (wire.hear() != '42["back","there?"]') {}
        true
    }

    static long bufferBytes() {
        ByteBufAllocatorMetric used = (ByteBufAllocator.DEFAULT as ByteBufAllocatorMetricProvider).metric()
        used.usedDirectMemory() + used.usedHeapMemory()
    }

    static byte[] deflated(String text) {
        Deflater deflater = new Deflater(9, true)
        deflater.setInput(text.bytes)
        byte[] bytes = new byte[65_000]
        int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH)
        deflater.end()
        Arrays.copyOf(bytes, length - 4)
    }

    static boolean isEnded(RawWebSocket client) {
        try {
            while (client.read()) {}
        } catch (EOFException | SocketException end) {
            return true
        } catch (SocketTimeoutException open) {
            return false
        }
    }
}
