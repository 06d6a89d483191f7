package io.herald.engine.delivery.socketio

import io.herald.engine.delivery.LostSocket
import io.herald.engine.delivery.Recovery
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.nio.ByteBuffer
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import spock.lang.Timeout
import spock.lang.Unroll

/** What one client may take, and what it is told when it takes more. */
@Timeout(60)
class SocketLimitsSpec extends ServedLimit {

    def "a socket may be in so many rooms, and is told when it wants more"() {
        given:
        start(SocketLimit.ROOMS_PER_CLIENT, 2)
        Wire wire = Wire.connected(delivery.port())

        when:
        (1..3).each { wire.say("42$it[\"join\",\"room\",[$it]]") }

        then:
        wire.hear() == '431[{"ok":true,"room":"room1"}]'
        wire.hear() == '432[{"ok":true,"room":"room2"}]'
        (wire.hear() as String).startsWith('433[{"ok":false,"code":"too-many-rooms"')
        refusals(SocketLimit.ROOMS_PER_CLIENT) == 1

        when: "it leaves one"
        wire.say('424["leave","room",[1]]')
        wire.say('425["join","room",[3]]')

        then:
        wire.hear() == '434[{"ok":true,"room":"room1"}]'
        wire.hear() == '435[{"ok":true,"room":"room3"}]'
    }

    def "a socket in as many rooms as it may be is let into one of them anew"() {
        given:
        start(SocketLimit.ROOMS_PER_CLIENT, 1)
        Wire wire = Wire.connected(delivery.port())

        when:
        (1..2).each { wire.say("42$it[\"join\",\"room\",[1]]") }

        then:
        [wire.hear(), wire.hear()] == ['431[{"ok":true,"room":"room1"}]', '432[{"ok":true,"room":"room1"}]']
        refusals(SocketLimit.ROOMS_PER_CLIENT) == 0
    }

    def "of much more than a room is made of no room is asked for"() {
        given:
        start(SocketLimit.ROOMS_PER_CLIENT, 2)
        Wire wire = Wire.connected(delivery.port())

        when:
        wire.say('451-0["join","room",[{"_placeholder":true,"num":0}]]')
        wire.socket.sendBinary(ByteBuffer.allocate(900_000), true).join()

        then:
        (wire.hear() as String).startsWith('430[{"ok":false,"code":"invalid-arguments"')

        when:
        wire.say('421["join","room",["' + "x" * 100_000 + '"]]')

        then:
        (wire.hear() as String).startsWith('431[{"ok":false,"code":"invalid-arguments"')
    }

    def "more attachments than allowed close the session"() {
        given:
        start(SocketLimit.ATTACHMENTS, 3)
        Wire wire = Wire.connected(delivery.port())

        when:
        wire.say(event)

        then:
        eventually.eventually { assert wire.closed }
        refusals(SocketLimit.ATTACHMENTS) == 1

        where:
        event << ['454-["event"]', '4599999999999-["event"]', '464-7["answer"]']
    }

    def "attachments that are larger together than a message may be close the session"() {
        given:
        start(SocketLimit.MESSAGE_BYTES, 1_000)
        Wire wire = Wire.connected(delivery.port())

        when:
        wire.say('453-["event",1,2,3]')
        2.times { wire.socket.sendBinary(ByteBuffer.allocate(600), true).join() }

        then:
        eventually.eventually { assert wire.closed && wire.reason == "too large attachments" }
        refusals(SocketLimit.MESSAGE_BYTES) == 1
    }

    def "deeper JSON than allowed closes the session"() {
        given:
        start(SocketLimit.JSON_DEPTH, 10)
        Wire wire = Wire.connected(delivery.port())
        wire.say('421["join","room",[1]]')
        assert wire.hear() == '431[{"ok":true,"room":"room1"}]'

        when:
        wire.say('42["event",' + '[' * 11 + ']' * 11 + ']')

        then:
        eventually.eventually { assert wire.closed }
        refusals(SocketLimit.JSON_DEPTH) == 1

        when: "it is not depth that is wrong"
        Wire other = Wire.connected(delivery.port())
        other.say('42["event",' + '9' * 200 + ']')

        then:
        eventually.eventually { assert other.closed }
        refusals(SocketLimit.JSON_DEPTH) == 1
    }

    def "a larger message than allowed closes its WebSocket as such"() {
        given:
        start(SocketLimit.MESSAGE_BYTES, 1_000)
        Wire wire = Wire.connected(delivery.port())

        when:
        wire.say("4" + "x" * 1_000)

        then:
        eventually.eventually { assert wire.closed && wire.code == 1009 }
        refusals(SocketLimit.MESSAGE_BYTES) == 1
    }

    @Unroll("#what is answered #status")
    def "a request that is too large"(SocketLimit limit, int value, String what, String request, String status) {
        given:
        start(limit, value)

        expect:
        answer(request) == "HTTP/1.1 $status"
        refusals(limit) == 1

        where:
        limit                     | value | what             | request                                                                                              || status
        SocketLimit.URL_BYTES     | 200   | "a long URL"     | "GET /socket.io/?EIO=4&transport=polling&x=${'x' * 300} HTTP/1.1\r\nHost: x\r\n\r\n"                 || "414 Request-URI Too Long"
        SocketLimit.HEADER_BYTES  | 300   | "a long header"  | "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nX: ${'x' * 400}\r\n\r\n"              || "431 Request Header Fields Too Large"
        SocketLimit.MESSAGE_BYTES | 100   | "a large body that is asked about first" | "POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 200\r\n\r\n" || "413 Request Entity Too Large"
        SocketLimit.MESSAGE_BYTES | 100   | "a large body"   | "POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\n"   || "413 Request Entity Too Large"
    }

    @Unroll("#what is closed in time")
    def "a connection that"(String what, String begun) {
        given:
        start(SocketLimit.REQUEST_MILLIS, 300)

        expect:
        answer(begun) == ""
        refusals(SocketLimit.REQUEST_MILLIS) == 1

        where:
        what                     | begun
        "says nothing"           | ""
        "stops in the headers"   | "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nX: "
        "stops in the body"      | "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n1"
    }

    def "a further request of a connection has as much time as its first"() {
        given:
        start(SocketLimit.REQUEST_MILLIS, 300)
        Socket socket = new Socket("127.0.0.1", delivery.port())
        socket.soTimeout = 30_000
        socket.outputStream << "OPTIONS /socket.io/ HTTP/1.1\r\nHost: x\r\n\r\n"
        BufferedReader answers = socket.inputStream.newReader()
        while (answers.readLine()) {}

        when:
        socket.outputStream << "OPTIONS /socket.io/ HTTP/1.1\r\nHost: "

        then:
        answers.readLine() == null
        refusals(SocketLimit.REQUEST_MILLIS) == 1

        cleanup:
        socket?.close()
    }

    def "a WebSocket that does not take over in time is closed, and polling goes on"(List<String> said) {
        given:
        start(SocketLimit.REQUEST_MILLIS, 1_000)
        Polling polling = new Polling(delivery.port())
        Wire probe = Wire.open(delivery.port(), "?EIO=4&transport=websocket&sid=$polling.sid")

        when:
        said.each { probe.say(it) }

        then:
        eventually.eventually { assert probe.closed }
        probe.reason == "it did not take over in time"
        refusals(SocketLimit.REQUEST_MILLIS) == 1

        when: "a poll is answered when there is something to say, and not before"
        CompletableFuture<String> answer = CompletableFuture.supplyAsync { polling.poll() }
        polling.say('421["join","room",[1]]')

        then:
        answer.get(30, TimeUnit.SECONDS) == '431[{"ok":true,"room":"room1"}]'

        where:
        said << [[], ["2probe"]]
    }

    def "a session that connects to no namespace is closed"() {
        given:
        start(SocketLimit.CONNECT_MILLIS, 200)
        Wire wire = Wire.open(delivery.port())

        expect:
        eventually.eventually { assert wire.closed }
        refusals(SocketLimit.CONNECT_MILLIS) == 1
    }

    def "a volatile broadcast passes a client by that has not taken what it got; the client stays"() {
        given: "a client that reads nothing, with an eighth of what may wait for it in one broadcast"
        start(SocketLimit.PENDING_BYTES, 4 << 20)
        SlowReader slow = new SlowReader(delivery.port(), "crowd")
        Payload large = Payload.of('"' + "x" * (512 << 10) + '"')
        BroadcastOptions isVolatile = new BroadcastOptions([] as Set, true, Optional.empty(), Optional.empty())
        eventually.eventually { assert delivery.has(Namespace.ROOT, "crowd") }

        when:
        40.times { delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, large).with(isVolatile)) }

        then: "what it could not take was dropped"
        delivery.deliver(new Broadcast("2", Namespace.ROOT, "Last", ["crowd"] as Set, Payload.of("1"))).recipients() == 1
        slow.messagesUntil('42["Last",1]') < 40

        cleanup:
        slow?.close()
    }

    def "a message larger than what may wait cuts nobody who reads, over either transport"() {
        given:
        start(SocketLimit.PENDING_BYTES, 10_000)
        Wire wire = Wire.connected(delivery.port())
        wire.say('421["join","room",[1]]')
        wire.hear()
        Polling polling = new Polling(delivery.port())
        polling.join("room", 1)
        String large = '"' + "x" * 1_100_000 + '"'

        when:
        [large, "2"].each { delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["room1"] as Set, Payload.of(it))) }

        then:
        [wire.hear(), wire.hear()] == ["42[\"Event\",$large]", '42["Event",2]']
        polling.poll() == "42[\"Event\",$large]\u001e42[\"Event\",2]"
    }

    def "a polling client that asks for nothing is closed when more waits for it than may"() {
        given:
        start(SocketLimit.PENDING_BYTES, 10_000)
        new Polling(delivery.port()).join("room", 1)
        Broadcast broadcast = new Broadcast("1", Namespace.ROOT, "Event", ["room1"] as Set, Payload.of('"' + "x" * 1_000 + '"'))

        when:
        20.times { delivery.deliver(broadcast) }

        then:
        eventually.eventually { assert delivery.clients() == 0 }
        refusals(SocketLimit.PENDING_BYTES) == 1
    }

    def "what is kept back from a client whose return is looked into has a bound: volatile broadcasts pass it by, and past the bound it is closed"() {
        given: "what it missed is not found as long as this lasts, and another namespace of the same client tells that all came"
        LostSocket lost = new LostSocket("key", "id", Namespace.ROOT, ["crowd"] as Set, [:], Optional.empty())
        Recovery endless = Stub {
            isOn() >> true
            find("key") >> CompletableFuture.completedFuture(Optional.of(new Recovery.Found(lost, "text")))
            missed(lost, _) >> new CompletableFuture<Optional<List<Broadcast>>>()
        }
        start(SocketLimit.PENDING_BYTES, 100_000, endless)
        delivery.namespaces([new Namespace("/side")] as Set)
        Wire wire = Wire.open(delivery.port())
        wire.hear()
        ["40/side,", '42/side,1["join","side",[]]'].each { wire.say(it); wire.hear() }
        wire.say('40{"pid":"key","offset":"1-0"}')
        eventually.eventually { assert delivery.has(Namespace.ROOT, "crowd") }
        Broadcast broadcast = new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, Payload.of('"' + "x" * 1_000 + '"'))
        BroadcastOptions isVolatile = new BroadcastOptions([] as Set, true, Optional.empty(), Optional.empty())

        when:
        200.times { delivery.deliver(broadcast.with(isVolatile)) }
        90.times { delivery.deliver(broadcast) }
        delivery.deliver(new Broadcast("2", new Namespace("/side"), "Last", ["side"] as Set, Payload.of("2")))

        then:
        wire.hear() == '42/side,["Last",2]'
        !wire.closed

        when: "more than one write, however many go together"
        60.times { delivery.deliver(broadcast) }

        then:
        eventually.eventually { assert wire.closed && delivery.clients() == 0 }
        refusals(SocketLimit.PENDING_BYTES) == 1
    }

    def "a polling client without a poll does without a volatile broadcast"() {
        given:
        start(SocketLimit.PENDING_BYTES, 1 << 20)
        Polling polling = new Polling(delivery.port())
        polling.join("room", 1)
        BroadcastOptions isVolatile = new BroadcastOptions([] as Set, true, Optional.empty(), Optional.empty())

        when:
        delivery.deliver(new Broadcast("1", Namespace.ROOT, "Passed", ["room1"] as Set, Payload.of("1")).with(isVolatile))
        delivery.deliver(new Broadcast("2", Namespace.ROOT, "Kept", ["room1"] as Set, Payload.of("2")))
        (delivery.@wire as WireContext).sessions().first().loop().submit({ } as Runnable).get(30, TimeUnit.SECONDS) // it did what it was told before

        then:
        polling.poll() == '42["Kept",2]'
    }

    def "sockets and rooms that are excepted hear nothing"() {
        given:
        start(SocketLimit.ATTACHMENTS, 10)
        List<Wire> wires = (1..3).collect { Wire.connected(delivery.port()) }
        wires.each { it.say('421["join","all",[]]'); it.hear() }
        wires[1].say('422["join","some",[]]')
        wires[1].hear()

        when:
        BroadcastOptions options = BroadcastOptions.NONE.withExcept([wires[0].id, "some"] as Set)
        int recipients = delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["all"] as Set, Payload.of("1")).with(options)).recipients()
        delivery.deliver(new Broadcast("2", Namespace.ROOT, "Last", ["all"] as Set, Payload.of("2")))

        then:
        recipients == 1
        wires*.hear() == ['42["Last",2]', '42["Last",2]', '42["Event",1]']
    }

    def "a broadcast counts who acknowledged it in time, each once"() {
        given:
        start(SocketLimit.ATTACHMENTS, 10)
        List<Wire> wires = (1..3).collect { Wire.connected(delivery.port()) }
        wires.each { it.say('421["join","all",[]]'); it.hear() }
        BroadcastOptions options = new BroadcastOptions([] as Set, false, Optional.of(Duration.ofSeconds(2)), Optional.empty())

        when:
        def delivered = delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["all"] as Set, Payload.of("1")).with(options))
        List<String> ids = wires.collect { ((it.hear() as String) =~ /^42(\d+)\["Event",1\]$/)[0][1] }
        wires[0].say("43${ids[0]}[]")
        wires[0].say("43${ids[0]}[]")
        wires[1].say("43${ids[1]}[\"thanks\"]")

        then:
        delivered.recipients() == 3
        delivered.acknowledged().toCompletableFuture().get(30, TimeUnit.SECONDS) == 2

        when: "all answer, nobody waits for the time to pass"
        delivered = delivery.deliver(new Broadcast("2", Namespace.ROOT, "Event", ["all"] as Set, Payload.of("1"))
                .with(new BroadcastOptions([] as Set, false, Optional.of(Duration.ofSeconds(30)), Optional.empty())))
        wires.each { it.say("43${((it.hear() as String) =~ /^42(\d+)/)[0][1]}[]") }

        then:
        delivered.acknowledged().toCompletableFuture().get(30, TimeUnit.SECONDS) == 3
    }
}
