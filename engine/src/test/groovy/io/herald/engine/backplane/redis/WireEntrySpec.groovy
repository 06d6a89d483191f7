package io.herald.engine.backplane.redis

import io.herald.engine.model.Namespace
import io.herald.engine.backplane.MalformedException
import spock.lang.Specification
import spock.lang.Unroll

class WireEntrySpec extends Specification {

    private static WireEntry read(Map<String, String> fields) {
        WireEntry.of("5-1", fields.collectMany { key, value -> [key.bytes, value.bytes] }, 20)
    }

    def "an entry's fields are found whatever their order, and others beside them do no harm"() {
        when:
        WireEntry entry = read(data: "{}", extra: "x", seq: "7", bid: "b", type: "3", nsp: "/chat", uid: "abc")

        then:
        with(entry) {
            [id(), uid(), seq(), broadcastId()] == ["5-1", "abc", 7, "b"]
            namespace() == new Namespace("/chat")
            isBroadcast()
            new String(data()) == "{}"
        }
    }

    def "a Node server's entry has no sequence, and its own id for the broadcast's"() {
        expect:
        with(read(uid: "abc", nsp: "/", type: "4", data: "{}")) {
            seq() == 0
            broadcastId() == "5-1"
            !isBroadcast()
        }
    }

    @Unroll("#why")
    def "an entry is refused when"(Object fields, String why) {
        when:
        WireEntry.of("5-1", fields instanceof Map ? fields.collectMany { key, value -> [key.bytes, value.bytes] } : fields, 20)

        then:
        thrown(MalformedException)

        where:
        fields                                            || why
        null                                              || "it was deleted"
        [:]                                               || "it is empty"
        [foo: "bar"]                                      || "it is somebody else's"
        [uid: "u" * 65, nsp: "/"]                         || "its uid is too long"
        [uid: "u", nsp: "chat"]                           || "its namespace is none"
        [uid: "u"]                                        || "it has no namespace"
        [uid: "u", nsp: "/", seq: "x"]                    || "its sequence is no number"
        [uid: "u", nsp: "/", seq: "-1"]                   || "its sequence is negative"
        [uid: "u", nsp: "/", seq: "9" * 30]               || "its sequence is beyond any"
        [uid: "u", nsp: "/", data: "x" * 21]              || "its data is too large"
        [1, 2, 3]                                         || "its fields are no texts"
    }
}
