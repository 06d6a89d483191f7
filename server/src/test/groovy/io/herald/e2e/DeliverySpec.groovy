package io.herald.e2e

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpResponse
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** The whole path: a script on disk, a trigger over HTTP, stock clients that hear of it. */
class DeliverySpec extends Specification {

    @Shared @TempDir
    Path events

    @Shared @TempDir
    Path data

    @Shared @AutoCleanup
    HeraldProcess herald

    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.02)

    def setupSpec() {
        Files.writeString(events.resolve("UpdateChat.groovy"),
                "event UpdateChat < on < chatRoom(chat.id) >; as < ChatResource(chat) > >")
        Files.writeString(events.resolve("chat.groovy"), '''
            room chatRoom { id -> join anyone; "chat.$id" }
            room ownRoom { id -> join { user, asked -> user?.id == asked }; "own.$id" }
            room staff { 'staff' }
            room side { id -> namespace '/side'; join anyone; "side.$id" }
            resource ChatResource { chat -> [id: chat.id, title: chat.title] }
            event ChatEverywhere { on { [chatRoom(chat.id), [chatRoom(chat.id), chatRoom(7)], side(chat.id), 'chat.8'] } }
            event PublishChat { when { chat.published }; on { chatRoom(chat.id) }; name 'chat.published' }
        '''.stripIndent())
        herald = new HeraldProcess(events, data).awaitReady()
    }

    private SocketClient client(String kind, String transport, String namespace = "") {
        String url = herald.socketioUrl + namespace
        SocketClient client = kind == "java" ? new JavaClient(url, transport) : new JsClient(url, transport)
        eventually.eventually { assert client.connected }
        client
    }

    private Map<String, Object> trigger(String event, Map<String, Object> inputs) {
        HttpResponse<String> response = herald.post("/api/events/$event", encoded(inputs))
        assert response.statusCode() == 200: response.body()
        HeraldProcess.json(response) as Map<String, Object>
    }

    private static String encoded(Map<String, Object> inputs) {
        new ObjectMapper().writeValueAsString(inputs)
    }

    @Unroll("#kind client over #transport")
    def "a client that joined a room hears of the event once, and after leaving no more"(String kind, String transport) {
        given:
        SocketClient member = client(kind, transport)
        SocketClient stranger = client("java", "websocket")

        expect: "that the room is open and the answer names it"
        member.ask("join", "chatRoom", [42]) == [ok: true, room: "chat.42"]

        when:
        Map<String, Object> answer = trigger("UpdateChat", [chat: [id: 42, title: "Hi", secret: "x"]])

        then:
        eventually.eventually { assert member.received == [["UpdateChat", [id: 42, title: "Hi"]]] }
        answer.outcome == "SENT"
        answer.recipients == 1
        answer.rooms == [[room: "chat.42", namespace: "/"]]
        answer.bytes == '{"id":42,"title":"Hi"}'.length()
        answer.script == "UpdateChat.groovy"

        when:
        assert member.ask("leave", "chatRoom", [42]) == [ok: true, room: "chat.42"]
        trigger("UpdateChat", [chat: [id: 42, title: "Bye"]])
        member.ask("join", "chatRoom", [43])
        trigger("UpdateChat", [chat: [id: 43, title: "After"]])

        then: "the event after the one it must not hear has come, and that one has not"
        eventually.eventually { assert member.received*.last()*.title == ["Hi", "After"] }
        stranger.ask("join", "chatRoom", [44]).ok && stranger.received.empty

        cleanup:
        member?.close()
        stranger?.close()

        where:
        kind   | transport
        "java" | "websocket"
        "java" | "polling"
        "js"   | "websocket"
        "js"   | "polling"
    }

    def "a socket in several of an event's rooms hears of it once, also in another namespace"() {
        given:
        SocketClient root = client("java", "websocket")
        SocketClient side = client("java", "websocket", "/side")
        root.ask("join", "chatRoom", [7])
        root.ask("join", "chatRoom", [8])
        root.ask("join", "chatRoom", [9])
        side.ask("join", "side", [9])

        when:
        Map<String, Object> answer = trigger("ChatEverywhere", [chat: [id: 9]])
        trigger("UpdateChat", [chat: [id: 9, title: "last"]])

        then:
        eventually.eventually { assert root.received*.first() == ["ChatEverywhere", "UpdateChat"] }
        eventually.eventually { assert side.received == [["ChatEverywhere", [chat: [id: 9]]]] }
        answer.recipients == 2
        answer.rooms == [
                [room: "chat.9", namespace: "/"], [room: "chat.7", namespace: "/"],
                [room: "side.9", namespace: "/side"], [room: "chat.8", namespace: "/"]]

        cleanup:
        root?.close()
        side?.close()
    }

    @Unroll("#room #arguments: #code")
    def "a client is told why it may not join"(String room, List<Object> arguments, String code) {
        given:
        SocketClient client = client("java", "websocket")

        when:
        Map<String, Object> answer = client.ask("join", room, arguments) as Map<String, Object>

        then:
        !answer.ok
        answer.code == code
        answer.message

        cleanup:
        client?.close()

        where:
        room       | arguments || code
        "staff"    | []        || "forbidden"
        "ownRoom"  | [1]       || "forbidden"
        "chatRom"  | [1]       || "unknown-room"
        "chatRoom" | []        || "invalid-arguments"
        "side"     | [1]       || "wrong-namespace"
    }

    def "a trigger that the script decides against is skipped, and one with a name of its own arrives under it"() {
        given:
        SocketClient client = client("java", "websocket")
        client.ask("join", "chatRoom", [5])

        expect:
        trigger("PublishChat", [chat: [id: 5, published: false]]).with { [outcome, reason] } == ["SKIPPED", "when"]

        when:
        Map<String, Object> answer = trigger("PublishChat", [chat: [id: 5, published: true]])

        then:
        answer.name == "chat.published"
        eventually.eventually { assert client.received*.first() == ["chat.published"] }

        cleanup:
        client?.close()
    }

    def "a preview shows what would be sent and sends nothing"() {
        given:
        SocketClient client = client("java", "websocket")
        client.ask("join", "chatRoom", [6])

        when:
        Map<String, Object> preview = HeraldProcess.json(
                herald.post("/api/events/UpdateChat/preview", '{"chat":{"id":6,"title":"Hi"}}')) as Map<String, Object>
        trigger("UpdateChat", [chat: [id: 6, title: "sent"]])

        then:
        preview.outcome == "WOULD_SEND"
        preview.payload == [id: 6, title: "Hi"]
        eventually.eventually { assert client.received*.last()*.title == ["sent"] }

        cleanup:
        client?.close()
    }
}
