package io.herald.engine.backplane.redis

import io.herald.engine.backplane.MalformedException
import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import io.herald.engine.model.BroadcastOptions
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.time.Duration
import spock.lang.Specification
import spock.lang.Unroll

class DataTextSpec extends Specification {

    private static WireEntry entry(String data) {
        entry(data.getBytes("UTF-8"))
    }

    private static WireEntry entry(byte[] data) {
        new WireEntry("1-0", "node", 1, "3", Namespace.ROOT, "b1", data, new byte[0])
    }

    private static Optional<Broadcast> read(String data, Audience audience = Audience.EVERYONE) {
        DataText.read(entry(data), audience)
    }

    def "a broadcast reads as it was written, its payload byte for byte"(String event, Set<String> rooms, String payload) {
        given:
        Broadcast broadcast = new Broadcast("b1", Namespace.ROOT, event, rooms, Payload.of(payload))

        expect:
        DataText.read(entry(DataText.write(broadcast)), Audience.EVERYONE).get() == broadcast

        where:
        event           | rooms                     | payload
        "update_chat"   | ["chat.42"] as Set        | '{"id":42}'
        'quo"te\\\n'    | ['a"b', "é😀\u2028"] as Set | '"\\ud83d\\ude00 😀"'
        "x"             | ["r"] as Set              | '1.50,null , [ {"a" : -0.0e5} ],"]}"'
    }

    @Unroll("#flags")
    def "how a broadcast is sent is told in Node's flags: "(String flags, BroadcastOptions options) {
        given:
        Broadcast broadcast = new Broadcast("b1", Namespace.ROOT, "ev", ["r"] as Set, Payload.of("1")).with(options)

        expect:
        new String(DataText.write(broadcast), "UTF-8").contains("\"flags\":$flags}")
        DataText.read(entry(DataText.write(broadcast)), Audience.EVERYONE).get().options() == options

        where:
        flags                                            || options
        "{}"                                             || BroadcastOptions.NONE
        '{"volatile":true,"compress":true}'              || new BroadcastOptions([] as Set, true, Optional.empty(), Optional.of(true))
        '{"timeout":2000,"compress":false}'              || new BroadcastOptions([] as Set, false, Optional.of(Duration.ofSeconds(2)), Optional.of(false))
    }

    def "what Node wrote is read, in its order of keys, with arguments as they stand"() {
        given: "captured from @socket.io/redis-streams-adapter 0.3.1"
        String data = '{"packet":{"type":2,"data":["ev","x",1,{"k":[true,null,1.5]}]},"opts":{"rooms":["r1",7],"except":["r9"],"flags":{"volatile":true,"compress":false}}}'

        expect:
        read(data).get() == new Broadcast("b1", Namespace.ROOT, "ev", ["r1", "7"] as Set, Payload.of('"x",1,{"k":[true,null,1.5]}'))
                .with(new BroadcastOptions(["r9"] as Set, true, Optional.empty(), Optional.of(false)))
    }

    def "an event may be without arguments, and for a whole namespace"() {
        expect:
        read('{"opts":{"rooms":[]},"packet":{"type":2,"data":["ev"]}}').get() == new Broadcast("b1", Namespace.ROOT, "ev", [] as Set, Payload.NONE)
    }

    def "what Node packed because it holds binary is read"() {
        given: "captured: emit('bin', <Buffer 01 02 03>, new Date(0)) to room r0"
        String data = "gqZwYWNrZXSCpHR5cGUCpGRhdGGTo2JpbsQDAQID1v8AAAAApG9wdHODpXJvb21zkaJyMKZleGNlcHSQpWZsYWdzgA=="

        expect:
        read(data).get() == new Broadcast("b1", Namespace.ROOT, "bin", ["r0"] as Set, Payload.of('"AQID","1970-01-01T00:00:00Z"'))
    }

    def "an entry for rooms without a socket here is dropped before its arguments are parsed"() {
        given:
        Audience audience = { namespace, room -> room == "here" }

        expect:
        read('{"opts":{"rooms":["there"]},"packet":{"type":2,"data":["ev",broken', audience).empty
        read('{"opts":{"rooms":["there","here"]},"packet":{"type":2,"data":["ev",1]}}', audience).present
    }

    @Unroll("#why")
    def "data is refused when"(String data, String said, String why) {
        when:
        read(data)

        then:
        MalformedException refusal = thrown()
        refusal.message.contains(said)
        refusal.message.length() < 500

        where:
        data                                                           | said                                       || why
        ""                                                             | "msgpack ends too early"                   || "it is empty"
        "[]"                                                           | "neither a JSON object"                    || "it is an array"
        "rO0ABXNyAA=="                                                 | "msgpack"                                  || "it is a serialised Java object"
        "{"                                                            | "no JSON"                                  || "it ends early"
        "{}"                                                           | "lacks opts.rooms"                         || "it is empty JSON"
        '{"opts":{"rooms":["r"]}}'                                     | "lacks opts.rooms or packet"               || "it has no packet"
        '{"opts":{"rooms":"r"},"packet":{"type":2,"data":["e"]}}'      | "opts.rooms must be a list, not a text"    || "rooms are no list"
        '{"opts":{"rooms":[{}]},"packet":{"type":2,"data":["e"]}}'     | "opts.rooms must be a text, not an object" || "a room is no text"
        '{"opts":7}'                                                   | "opts must be an object, not a number"     || "options are no object"
        '{"opts":{"rooms":["r"]},"packet":[]}'                         | "packet must be an object, not a list"     || "the packet is no object"
        '{"opts":{"rooms":["r"]},"packet":{"type":3,"data":["e"]}}'    | "packet.type must be 2"                    || "it is no event"
        '{"opts":{"rooms":["r"]},"packet":{"type":2e99,"data":["e"]}}' | "no JSON"                                  || "its type is a monster"
        '{"opts":{"rooms":["r"]},"packet":{"type":2,"data":[1]}}'      | "its event's name must be"                 || "the name is a number"
        '{"opts":{"rooms":["r"]},"packet":{"type":2,"data":["connect"]}}' | "no event may be called 'connect'"      || "the name is one of Socket.IO itself"
        '{"opts":{"rooms":["r"]},"packet":{"type":2,"data":[""]}}'     | "no event may be called ''"                || "the name is empty"
        '{"opts":{"rooms":["r"]},"packet":{"type":2,"data":["e",01]}}' | "no JSON"                                  || "an argument is broken"
        '{"opts":{"rooms":["r"]},"packet":{"type":2,"data":["e"]}} x'  | "no JSON"                                  || "something follows"
        '{"opts":{"rooms":["r"]},"packet":{"type":2,"data":["e"]}} {}' | "goes on after its end"                    || "another follows"
        '{"a":' * 10_000                                               | "no JSON"                                  || "it is 10,000 levels deep"
        '{"opts":{"rooms":["r"]},"packet":{"type":2,"data":["e",' + '[' * 10_000 | "no JSON"                                  || "an argument is 10,000 levels deep"
        Base64.encoder.encodeToString([0x91] * 10_000 as byte[])       | "levels deep"                              || "msgpack is 10,000 levels deep"
        Base64.encoder.encodeToString([0xdd, 0x7f, 0xff, 0xff, 0xff] as byte[]) | "claims 2147483647 items"                  || "msgpack claims a giant array"
        Base64.encoder.encodeToString([0xc1] as byte[])                | "unknown type 193"                         || "msgpack holds what there is not"
        Base64.encoder.encodeToString([0x81, 0x01, 0x01] as byte[])    | "key that is no text"                      || "a key is a number"
        Base64.encoder.encodeToString([0xc0, 0xc0] as byte[])          | "goes on after its end"                    || "msgpack goes on"
        Base64.encoder.encodeToString([0xd4, 0x05, 0x00] as byte[])    | "unknown extension 5"                      || "an extension is foreign"
    }

    def "mutilated data is read or refused, and nothing else comes of it"() {
        given:
        List<byte[]> good = [
            DataText.write(new Broadcast("b1", Namespace.ROOT, "ev", ["r1", "r2"] as Set, Payload.of('{"a":[1,2,"é😀",null,true,1e5]}'))),
            "gqZwYWNrZXSCpHR5cGUCpGRhdGGTo2JpbsQDAQID1v8AAAAApG9wdHODpXJvb21zkaJyMKZleGNlcHSQpWZsYWdzgA==".bytes,
        ]
        Random random = new Random(42)

        when:
        int refused = (1..20_000).count { int round ->
            byte[] data = good[round % 2].clone()
            (1..1 + random.nextInt(3)).each { data[random.nextInt(data.length)] = random.nextInt(256) as byte }
            data = Arrays.copyOf(data, random.nextInt(4) == 0 ? random.nextInt(data.length) : data.length)
            try {
                DataText.read(entry(data), Audience.EVERYONE)
                return false
            } catch (MalformedException e) {
                return true
            }
        }

        then:
        noExceptionThrown()
        refused > 5_000
    }
}
