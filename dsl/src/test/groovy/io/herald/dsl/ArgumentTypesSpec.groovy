package io.herald.dsl

import io.herald.engine.model.Problem
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

/** What a typed input gives is held against what rooms and resources take, when it is loaded. */
class ArgumentTypesSpec extends Specification {
    static final String SHARED = '''
        room chatRoom { Long id -> "chat.$id" }
        room named { String name -> "named.$name" }
        resource Plain { x -> [x: x] }
        resource Day { java.time.LocalDate day, int length -> [day: day] }
        resource Text { String text -> [text: text] }
        model State { oneOf 'open', 'closed' }
        model Person { Long id; String name }
        model Chat {
            Long id; String title; int size; State state; Optional<Person> owner; List<Person> members; Optional<Long> parent
            LocalDate day; Object any; Map<String, Long> counts; List<String> tags
        }
    '''.stripIndent()

    private static List<Problem> problems(String on, String shared = SHARED) {
        Scripts.EMPTY.apply([
                "shared.groovy": Optional.of(shared),
                "x.groovy"     : Optional.of("event X {\n    input { Chat chat; Optional<String> by }\n    on { $on; 'a' }\n}" as String)
        ], Instant.EPOCH).catalog().problems()
    }

    @Unroll("#call")
    def "an argument of another type is refused, with its place"(String call, String message) {
        when:
        List<Problem> problems = problems(call)

        then:
        problems*.message() == [message]
        problems*.file() == ["x.groovy"]
        problems*.line() == [3]
        problems*.column() == [10 + call.indexOf("(") + 1]
        problems[0].hint().startsWith("it is declared at shared.groovy:")

        where:
        call                       || message
        "chatRoom(chat.title)"     || "room chatRoom(id) takes a Long as 'id', and chat.title is a String"
        "chatRoom(chat.state)"     || "room chatRoom(id) takes a Long as 'id', and chat.state is a State"
        "chatRoom(chat.owner)"     || "room chatRoom(id) takes a Long as 'id', and chat.owner is a Person"
        "chatRoom(chat)"           || "room chatRoom(id) takes a Long as 'id', and chat is a Chat"
        "chatRoom(by)"             || "room chatRoom(id) takes a Long as 'id', and by is a String"
        "chatRoom(chat.members)"   || "room chatRoom(id) takes a Long as 'id', and chat.members is a List<Person>"
        "chatRoom(chat.counts)"    || "room chatRoom(id) takes a Long as 'id', and chat.counts is a Map<String, Long>"
        "named(chat.day)"          || "room named(name) takes a String as 'name', and chat.day is a LocalDate"
        "Day(chat.title, 1)"       || "resource Day(day, length) takes a LocalDate as 'day', and chat.title is a String"
    }

    @Unroll("#call")
    def "what may fit is left to the run time"(String call) {
        expect:
        problems(call) == []

        where:
        call << [
                "chatRoom(chat.id)", "chatRoom(chat.size)", "chatRoom(chat.parent)", "chatRoom(chat.owner?.id)", "chatRoom(chat.any)", "chatRoom(chat.counts.x)",
                "named(chat.id)", "named(chat.state)", "Plain(chat)", "Plain(chat.members)", "Text(chat.tags)", "Text(chat.members.name)", "Text(chat.members*.id)",
                "chatRoom(chat.title.length())", "chatRoom(chat.title as Long)", "Day(chat.day, chat.size)"
        ]
    }

    def "a room that changes what it takes is told of its users"() {
        given:
        Scripts before = Scripts.EMPTY.apply([
                "rooms.groovy": Optional.of('room r { id -> "r.$id" }'), "model.groovy": Optional.of("model Chat { String title }"),
                "x.groovy"    : Optional.of("event X { input { Chat chat }; on { r(chat.title) } }")
        ], Instant.EPOCH)

        when:
        Scripts after = before.apply(["rooms.groovy": Optional.of('room r { Long id -> "r.$id" }')], Instant.EPOCH)

        then:
        after.catalog().problems()*.file() == ["rooms.groovy"]
        after.catalog().problems()[0].message() ==
                "room r(id) takes a Long as 'id', and chat.title is a String, and x.groovy:1:39 needs it"
        after.catalog().require("X").on([chat: [title: "t"]]).toString() == "r.t"
    }
}
