package io.herald.engine.event

import spock.lang.Specification
import spock.lang.Unroll

class EventNamingSpec extends Specification {

    @Unroll("#event -> #wire")
    def "snake case is what fast_app's clients listen for"(String event, String wire) {
        expect:
        EventNaming.SNAKE_CASE.wireName(event) == wire

        where:
        event              || wire
        "UpdateChat"       || "update_chat"
        "UpdateChatEvent"  || "update_chat"
        "HTTPRequestSeen"  || "http_request_seen"
        "Chat2Updated"     || "chat2_updated"
        "Event"            || "event"
        "update"           || "update"
    }

    def "as written is as written"() {
        expect:
        EventNaming.AS_WRITTEN.wireName("UpdateChatEvent") == "UpdateChatEvent"
    }
}
