package io.herald.engine.delivery.socketio

import io.herald.engine.backplane.redis.Peer
import io.herald.engine.delivery.CompressedBytes
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.util.zip.Deflater
import java.util.zip.Inflater
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** permessage-deflate, as RFC 7692 has it: agreed upon, and once for all clients of a broadcast. */
@Timeout(60)
class CompressionSpec extends Specification {
    private static final String OFFER = "permessage-deflate; client_max_window_bits" // as browsers make it
    private static final String ACCEPTED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
    private static final int COMPRESSED_TEXT = 0xc1
    private static final int MAX = 20_000
    private static final Payload LARGE = Payload.of('"' + "what is said again and again, " * 100 + '"')
    private static final Payload SMALL = Payload.of('"short"')

    @AutoCleanup
    SocketIoDelivery delivery

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    private void start(int fromBytes = 1024, int maxBytes = MAX) {
        delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []).withCompression(fromBytes).with(SocketLimit.MESSAGE_BYTES, maxBytes))
        delivery.start(new OpenGate())
    }

    private void broadcast(Payload payload, Boolean compress = null) {
        delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, payload)
                .with(new BroadcastOptions([] as Set, false, Optional.empty(), Optional.ofNullable(compress))))
    }

    private static String told(Payload payload) { "42[\"Event\",${payload.json()}]" }

    private static byte[] deflated(byte[] message, int flush = Deflater.SYNC_FLUSH) {
        Deflater deflater = new Deflater(9, true)
        deflater.input = message
        if (flush == Deflater.NO_FLUSH) {
            deflater.finish()
        }
        byte[] made = new byte[message.length + 100]
        int count = deflater.deflate(made, 0, made.length, flush)
        deflater.end()
        Arrays.copyOf(made, flush == Deflater.NO_FLUSH ? count : count - 4)
    }

    private static String inflated(RawWebSocket.Frame frame) {
        assert frame.first() == COMPRESSED_TEXT
        Inflater inflater = new Inflater(true)
        inflater.input = [*frame.payload(), 0, 0, 0xff, 0xff] as byte[]
        byte[] made = new byte[100_000]
        int count = inflater.inflate(made)
        inflater.end()
        new String(made, 0, count, "UTF-8")
    }

    @Unroll("#offer")
    def "of a client's offers the first that suits is accepted: "(String offer, String answer) {
        given:
        start()

        expect:
        new RawWebSocket(delivery.port(), offer).headers["sec-websocket-extensions"] == answer

        where:
        offer                                                                       || answer
        OFFER                                                                       || ACCEPTED
        "permessage-deflate"                                                        || ACCEPTED
        'permessage-deflate; client_max_window_bits="10"'                           || ACCEPTED
        "permessage-deflate; server_no_context_takeover"                            || ACCEPTED
        "permessage-deflate; server_max_window_bits=15"                             || ACCEPTED + "; server_max_window_bits=15"
        "permessage-deflate; server_max_window_bits=10, permessage-deflate"         || ACCEPTED
        "permessage-deflate; server_max_window_bits=10"                             || null
        "permessage-deflate; server_max_window_bits"                                || null
        "permessage-deflate; client_max_window_bits=16"                             || null
        "permessage-deflate; client_no_context_takeover=yes"                        || null
        "permessage-deflate; unheard_of"                                            || null
        "x-webkit-deflate-frame"                                                    || null
        null                                                                        || null
    }

    def "nothing is agreed upon unless the node is set to"() {
        given:
        start(0)
        RawWebSocket client = new RawWebSocket(delivery.port(), OFFER).inRoom("crowd")

        when: "even though the event wishes it"
        broadcast(LARGE, true)

        then:
        client.headers["sec-websocket-extensions"] == null
        client.read().text() == told(LARGE)

        when:
        client.send(COMPRESSED_TEXT, deflated("2".bytes))

        then:
        client.closeStatus() == 1002
    }

    def "a broadcast is compressed once for all who inflate; the others get it as it is, in order"() {
        given:
        start()
        List<RawWebSocket> inflating = (1..3).collect { new RawWebSocket(delivery.port(), OFFER).inRoom("crowd") }
        RawWebSocket plain = new RawWebSocket(delivery.port()).inRoom("crowd")
        Polling polling = new Polling(delivery.port())
        polling.join("crowd", "")

        when:
        [SMALL, LARGE, SMALL].each { broadcast(it) }

        then:
        inflating.every { it.read().text() == told(SMALL) && inflated(it.read()) == told(LARGE) && it.read().text() == told(SMALL) }
        [SMALL, LARGE, SMALL].every { plain.read().text() == told(it) }
        delivery.compressed().before() == told(LARGE).length()
        delivery.compressed().after() < told(LARGE).length() / 10

        and:
        List<String> polled = []
        eventually.eventually {
            polled.addAll(polling.poll().split("\u001e"))
            assert polled == [SMALL, LARGE, SMALL].collect { told(it) }
        }
    }

    def "nothing is compressed for clients none of whom inflates"() {
        given:
        start()
        RawWebSocket plain = new RawWebSocket(delivery.port()).inRoom("crowd")

        when:
        broadcast(LARGE)

        then:
        plain.read().text() == told(LARGE)
        delivery.compressed() == CompressedBytes.NONE
    }

    @Unroll("#payload.length(), compress #wish")
    def "an event says itself whether it is compressed: "(String payload, Boolean wish, int first) {
        given:
        start()
        RawWebSocket client = new RawWebSocket(delivery.port(), OFFER).inRoom("crowd")

        when:
        broadcast(Payload.of(payload), wish)

        then:
        client.read().first() == first

        where:
        payload                          | wish  || first
        '"' + "x" * 5_000 + '"'          | false || RawWebSocket.TEXT
        '"' + "x" * 50 + '"'             | true  || COMPRESSED_TEXT
        '"x"'                            | true  || RawWebSocket.TEXT // it would grow
    }

    @Unroll("#how")
    def "a compressed message is heard: "(String how, Closure<Void> send) {
        given:
        start()
        RawWebSocket client = new RawWebSocket(delivery.port(), OFFER)
        client.say("40")
        client.answer()
        byte[] message = '421["join","crowd",[]]'.bytes

        when:
        send.call(client, message)

        then:
        client.answer().text() == '431[{"ok":true,"room":"crowd"}]'

        where:
        how                                         | send
        "whole"                                     | { RawWebSocket it, byte[] text -> it.send(0xc1, deflated(text)) }
        "in a stream that ends"                     | { RawWebSocket it, byte[] text -> it.send(0xc1, deflated(text, Deflater.NO_FLUSH)) }
        "in a stream that ends, with padding"       | { RawWebSocket it, byte[] text -> it.send(0xc1, [*deflated(text, Deflater.NO_FLUSH), 0] as byte[]) }
        "in fragments of a byte, a ping among them" | { RawWebSocket it, byte[] text -> inBytes(it, deflated(text)) }
        "not compressed, as a client may choose"    | { RawWebSocket it, byte[] text -> it.send(0x81, text) }
    }

    private static void inBytes(RawWebSocket client, byte[] bytes) {
        client.send(0x41, bytes[0..0] as byte[])
        bytes[1..-2].each { client.send(0x00, [it] as byte[]) }
        client.send(0x89, "hello".bytes)
        assert client.answer().first() == 0x8a
        client.send(0x80, bytes[-1..-1] as byte[])
    }

    @Unroll("#why")
    def "it closes a client's session, and no other: "(String why, int status, Closure<Void> send) {
        given:
        start()
        RawWebSocket healthy = new RawWebSocket(delivery.port(), OFFER).inRoom("crowd")
        RawWebSocket client = new RawWebSocket(delivery.port(), OFFER).inRoom("crowd")

        when:
        send.call(client)

        then:
        client.closeStatus() == status
        delivery.refusals()[SocketLimit.MESSAGE_BYTES.key()] == (status == 1009 ? 1 : 0)

        when:
        eventually.eventually { assert delivery.clients() == 1 }
        broadcast(LARGE)

        then:
        inflated(healthy.read()) == told(LARGE)

        where:
        why                                             | status | send
        "a bomb"                                        | 1009   | { RawWebSocket it -> it.send(0xc1, deflated(new byte[15_000_000])) }
        "a bomb in fragments"                           | 1009   | { RawWebSocket it -> byte[] bomb = deflated(new byte[100_000]); it.send(0x41, bomb[0..50] as byte[]); it.send(0x80, bomb[51..-1] as byte[]) }
        "one byte too many"                             | 1009   | { RawWebSocket it -> it.send(0xc1, deflated(new byte[MAX + 1])) }
        "fragments that are too large together"         | 1009   | { RawWebSocket it -> it.send(0x01, new byte[MAX]); it.send(0x80, new byte[1]) }
        "a frame that is too large"                     | 1009   | { RawWebSocket it -> it.send(0x81, new byte[MAX + 1]) }
        "what is not deflated"                          | 1007   | { RawWebSocket it -> it.send(0xc1, [0xff, 0xff, 0xff] as byte[]) }
        "a stream behind the end of the first"          | 1007   | { RawWebSocket it -> it.send(0xc1, [*deflated("2".bytes, Deflater.NO_FLUSH), *deflated("2".bytes)] as byte[]) }
        "the compression bit on a ping"                 | 1002   | { RawWebSocket it -> it.send(0xc9, new byte[0]) }
        "the compression bit on a later fragment"       | 1002   | { RawWebSocket it -> it.send(0x41, new byte[1]); it.send(0xc0, new byte[1]) }
        "another reserved bit"                          | 1002   | { RawWebSocket it -> it.send(0xa1, "2".bytes) }
        "both"                                          | 1002   | { RawWebSocket it -> it.send(0xe1, "2".bytes) }
    }

    def "the largest message that may be is heard compressed, too"() {
        given:
        start()
        RawWebSocket client = new RawWebSocket(delivery.port(), OFFER)

        when: "a heartbeat of that length is given back"
        client.send(COMPRESSED_TEXT, deflated(("2" + "x" * (MAX - 1)).bytes))

        then:
        client.answer().text() == "3" + "x" * (MAX - 1)
    }

    def "what a client's messages inflate to comes no faster than so many bytes a second, and all of it comes"() {
        given: "eight messages of a MB each, in a few KB that come at once"
        start(1024, 1 << 20)
        RawWebSocket client = new RawWebSocket(delivery.port(), OFFER)
        client.say("40")
        client.answer()
        byte[] large = deflated(('42["unheard"]' + " " * ((1 << 20) - 100)).bytes)
        byte[] last = deflated('421["join","crowd",[]]'.bytes)
        ByteArrayOutputStream frames = new ByteArrayOutputStream()
        ([large] * 8 + [last]).each { frames.writeBytes(RawWebSocket.frame(COMPRESSED_TEXT, it)) }
        long began = System.nanoTime()

        when:
        client.write(frames.toByteArray())

        then:
        client.answer().text() == '431[{"ok":true,"room":"crowd"}]'
        System.nanoTime() - began >= (8 << 20) * 1_000_000_000L / Inflow.BYTES_PER_SECOND - 50_000_000L
        delivery.refusals().values().every { it == 0 }

        cleanup:
        client?.close()
    }

    def "Node's stock client agrees, hears what is compressed, and compresses what it says"() {
        given:
        start()

        when:
        Peer client = Peer.node("inflating-client.js", "http://127.0.0.1:${delivery.port()}")

        then:
        eventually.eventually { assert client.heard == [["joined", "permessage-deflate"]] }

        when:
        [SMALL, LARGE].each { broadcast(it) }

        then:
        eventually.eventually { assert client.heard.drop(1) == [["Event", "short"], ["Event", "what is said again and again, " * 100]] }
        delivery.compressed().before() > 0

        cleanup:
        client?.close()
    }
}
