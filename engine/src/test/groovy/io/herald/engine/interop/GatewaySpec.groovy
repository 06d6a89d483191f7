package io.herald.engine.interop

import io.herald.engine.backplane.MalformedException
import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import spock.lang.Specification
import spock.lang.Unroll

class GatewaySpec extends Specification {

    static final ClassicDialect CLASSIC = new ClassicDialect("socket.io")
    static final PythonDialect PYTHON = new PythonDialect("socketio", false)

    private static Broadcast broadcast(String namespace, String event, List<String> rooms, String payload) {
        new Broadcast("1", new Namespace(namespace), event, rooms as LinkedHashSet, Payload.of(payload))
    }

    private static byte[] hex(String digits) {
        digits.decodeHex()
    }

    def "the classic adapter's message is read"() {
        given: "captured from @socket.io/redis-adapter 8.3.0"
        byte[] message = hex("93a66b537637494f83a47479706502a46461746192a26576a178a36e7370a12f83a5726f6f6d7391a27231a665786365707490a5666c61677380")

        expect:
        CLASSIC.read("socket.io#/#r1#", message, "1", Audience.EVERYONE).get() == broadcast("/", "ev", ["r1"], '"x"')
        CLASSIC.read("socket.io#/chat#", message, "1", Audience.EVERYONE).get() == broadcast("/chat", "ev", ["r1"], '"x"')
        CLASSIC.read("socket.io#/#", message, "1", { namespace, room -> false }).empty
    }

    def "what else is said on the classic channels is left alone"() {
        expect: "the streams adapter's serverSideEmit, captured"
        CLASSIC.read("socket.io#/#", hex("84a47479706509a46461746181a67061636b657492a568656c6c6fa177a3756964b062396161353234643630663766306637a36e7370a12f"), "1", Audience.EVERYONE).empty
    }

    @Unroll("#json")
    def "python-socketio's message is read as its version meant it"(String json, Broadcast expected) {
        expect:
        PYTHON.read("socketio", json.getBytes("UTF-8"), "1", Audience.EVERYONE).get() == expected

        where: "captured from 5.16.3, whose data is a list of arguments, and 5.14.0, whose data is one argument"
        json || expected
        '{"method": "emit", "event": "ev", "data": ["x"], "binary": false, "namespace": "/", "room": "r1", "skip_sid": null, "callback": null, "host_id": "h"}'      || broadcast("/", "ev", ["r1"], '"x"')
        '{"method": "emit", "event": "ev", "data": [[1, 2]], "binary": false, "namespace": "/chat", "room": ["r1", "r2"], "skip_sid": ["S1"], "host_id": "h"}'       || broadcast("/chat", "ev", ["r1", "r2"], '[1, 2]').with(BroadcastOptions.NONE.withExcept(["S1"] as Set))
        '{"method": "emit", "event": "ev", "data": [{"é": "]"}, 2], "binary": false, "namespace": "/", "room": "r1"}'                                                 || broadcast("/", "ev", ["r1"], '{"é": "]"}, 2')
        '{"method": "emit", "event": "ev", "data": [], "binary": false, "namespace": "/", "room": "r1"}'                                                              || broadcast("/", "ev", ["r1"], '')
        '{"method": "emit", "event": "ev", "data": null, "namespace": "/chat", "room": null}'                                                                        || broadcast("/chat", "ev", [], '')
        '{"method": "emit", "event": "ev", "data": [1, 2], "namespace": "/", "room": "r1", "skip_sid": null, "callback": null, "host_id": "h"}'                      || broadcast("/", "ev", ["r1"], '[1, 2]')
        '{"method": "emit", "event": "ev", "data": "x", "namespace": null, "room": "r1"}'                                                                             || broadcast("/", "ev", ["r1"], '"x"')
        '{"method": "emit", "event": "ev", "data": -1.50e3, "namespace": "/", "room": "r1"}'                                                                          || broadcast("/", "ev", ["r1"], '-1.50e3')
    }

    @Unroll("#json")
    def "python-socketio's other messages are left alone"(String json) {
        expect:
        PYTHON.read("socketio", json.bytes, "1", Audience.EVERYONE).empty

        where:
        json << [
            '{"method": "close_room", "room": "r1", "namespace": "/", "host_id": "h"}',
            '{"method": "enter_room", "sid": "S", "room": "r7", "namespace": "/"}',
            '{"method": "emit", "event": "e", "data": 1, "namespace": "/", "room": []}',
            '{"method": "emit", "event": "bin", "data": [[{"_placeholder": true, "num": 0}], "AQI="], "binary": true, "namespace": "/", "room": "r1"}',
        ]
    }

    @Unroll("#why")
    def "a message is refused when"(Dialect dialect, String channel, byte[] message, String why) {
        when:
        dialect.read(channel, message, "1", Audience.EVERYONE)

        then:
        thrown(MalformedException)

        where:
        dialect | channel            | message                                                                   || why
        CLASSIC | "socket.io#/#"     | hex("93c1")                                                               || "msgpack holds what there is not"
        CLASSIC | "socket.io#/#"     | hex("93a161c0c0")                                                         || "it has no packet"
        CLASSIC | "socket.io#/#"     | hex("93c70cffffffffff7fffffffffffffffc0c0")                              || "a date is past all time"
        CLASSIC | "socket.io#"       | hex("93a66b537637494f83a47479706502a46461746192a26576a178a36e7370a12f83a5726f6f6d7391a27231a665786365707490a5666c61677380") || "its channel has no namespace"
        PYTHON  | "socketio"         | hex("80049500")                                                           || "it is pickled"
        PYTHON  | "socketio"         | '{"method":"emit","event":7,"data":1,"room":"r"}'.bytes                  || "its event is a number"
        PYTHON  | "socketio"         | '{"method":"emit","event":"e","data":1,"room":[1]}'.bytes                || "a room is a number"
        PYTHON  | "socketio"         | '{"method":"emit","event":"e","data":1,"room":"r","namespace":"x"}'.bytes || "its namespace is none"
        PYTHON  | "socketio"         | '{"method":"emit","event":"disconnect","data":1,"room":"r"}'.bytes         || "its event is one of Socket.IO itself"
        PYTHON  | "socketio"         | ('{"data":' + '[' * 5000).bytes                                           || "it is 5,000 levels deep"
    }

    def "what comes while sockets are full waits for them"() {
        given:
        int asked = 0
        Audience sockets = Stub() {
            wants(_) >> true
            isFull() >> { ++asked < 4 }
        }
        List<Broadcast> heard = []

        when:
        new Gateway(PYTHON, 1000, sockets, { heard << it; asked }).accept("socketio", '{"method":"emit","event":"ev","data":1,"room":"r"}'.bytes)

        then:
        heard*.event() == ["ev"]
        asked == 4
    }

    def "mutilated messages are counted, and harm nothing"(Dialect dialect, String channel, byte[] good) {
        given:
        List<Broadcast> heard = []
        Gateway gateway = new Gateway(dialect, 1000, Audience.EVERYONE, { heard << it; 1 })
        Random random = new Random(42)

        when:
        10_000.times {
            byte[] message = Arrays.copyOf(good, random.nextInt(5) == 0 ? random.nextInt(good.length) : good.length)
            (1..2).each { if (message.length > 0) { message[random.nextInt(message.length)] = random.nextInt(256) as byte } }
            gateway.accept(channel, message)
        }
        gateway.accept(channel, new byte[1001])
        gateway.accept(channel, good)

        then:
        noExceptionThrown()
        gateway.stats().received() == 10_002
        gateway.stats().malformed() > 1_000
        gateway.stats().recipients() == heard.size()
        heard.last().event() == "ev"

        where:
        dialect | channel         | good
        CLASSIC | "socket.io#/#"  | hex("93a66b537637494f83a47479706502a46461746192a26576a178a36e7370a12f83a5726f6f6d7391a27231a665786365707490a5666c61677380")
        PYTHON  | "socketio"      | '{"method":"emit","event":"ev","data":["x",{"a":[1]}],"binary":false,"namespace":"/","room":"r1"}'.bytes
    }
}
