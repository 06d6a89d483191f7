package io.herald.dsl

import spock.lang.Specification

/** What a variable is given, or a cast is asked for, becomes what it is declared as: what certainly can't is told at load. */
class CastsSpec extends Specification {

    static final String MODELS = '''
        model State { oneOf 'a', 'b' }
        model Message { Long id; String text }
        model Chat { Long id; int size; double rate; String title; String digits; boolean closed; State state; LocalDate day; Instant at; Optional<Instant> closedAt; List<Message> messages; List<String> tags; Map<String, Long> counts; Map meta; Object odd }
    '''

    static final Map<String, ?> CHAT = [id: 7, size: 3, rate: 1.5, title: 'abc', digits: '42', closed: true, state: 'a', day: '2026-01-31', at: '2026-01-31T12:00:00Z', tags: ['x'], counts: [x: 1], meta: [x: 1], odd: 5,
                                        messages: [[id: 2, text: 'b']]].asImmutable()

    def "a variable that can't be what it is declared as is told"() {
        expect:
        Told.each(MODELS, [
                "Long x = chat.title"                                   : "String can't become Long; write … as Long",
                "BigDecimal x = 'abc'"                                  : "String can't become BigDecimal; write … as BigDecimal",
                "Instant t = chat.id"                                   : "Long can't become Instant; ",
                "Instant t = chat.title"                                : "String can't become Instant; write Instant.parse(…)",
                "UUID u = chat.title"                                   : "String can't become UUID; write UUID.fromString(…)",
                "LocalDate d = chat.at"                                 : "Instant can't become LocalDate; ",
                "int i = chat.closed"                                   : "Boolean can't become Integer; ",
                "Long n = chat.messages"                                : "List can't become Long; ",
                "Long n = chat.messages.size() > 1"                     : "Boolean can't become Long; ",
                "List l = chat.meta"                                    : "Map can't become List; ",
                "List<String> l = chat.title"                           : "String can't become List; ",
                "Map m = chat.tags"                                     : "List can't become Map; ",
                "Chat c = chat.title"                                   : "String can't become model Chat; ",
                "for (Long t in chat.tags) { t }"                       : "String can't become Long; write … as Long",
                "def (Long a, b) = [chat.title, 1]; a"                  : "String can't become Long; write … as Long",
                "Instant t; t = chat.id"                                : "Long can't become Instant; ",
                "Long x = chat.titel"                                   : "model Chat has no field 'titel'; did you mean 'title'?"])
    }

    def "a cast that can't be made is told"() {
        expect:
        Told.each(MODELS, [
                "(Long) chat.title"                                     : "String can't become Long; write … as Long",
                "chat.title as Instant"                                 : "String can't become Instant; write Instant.parse(…)",
                "chat.closed as Long"                                   : "Boolean can't become Long; ",
                "chat.tags.collect { it as LocalDate }"                 : "String can't become LocalDate; write LocalDate.parse(…)",
                "(chat.digits as Long).foo()"                           : "Long has no method 'foo' that scripts may use; what scripts may touch is told in docs/scripts.md"])
    }

    def "it is told where the value stands"() {
        expect:
        Told.after(["models.groovy": MODELS, "x.groovy": "event X {\n input { Chat chat }\n on { 'a' }\n as {\n  Long x = chat.title\n  [x: x, day: chat.title as LocalDate]\n }\n}"]) == [
                "x.groovy:5:12: String can't become Long; write … as Long",
                "x.groovy:6:15: String can't become LocalDate; write LocalDate.parse(…)"]
    }

    def "what is right is let pass, and runs"() {
        expect:
        Told.failing(MODELS, [
                "String s = chat.id", "String s = chat.messages", "String s = \"\$chat.id\"", "String s = chat.at", "boolean b = chat.title", "boolean b = chat.messages", "Boolean b = chat.closedAt",
                "int i = chat.id", "Long l = chat.size", "double d = chat.id", "BigDecimal d = chat.rate", "Number n = chat.id", "Object o = chat.title", "CharSequence c = chat.title", "Closure c = { 1 }; c()",
                "int c = 'a'", "Long c = 'a'", "int c = chat.title[0]", "Long c = chat.title[0]", "char c = chat.title[0]", "int c = chat.state", "Instant t = chat.closedAt", "Long x = chat.closedAt",
                "List<Long> l = chat.tags", "Set s = chat.tags", "Collection c = chat.tags", "Map m = chat", "Map<String, Object> m = [a: 1]", "LinkedHashMap m = [a: 1]", "List l = [1]",
                "Chat c = chat; c.title", "Chat c = [title: 'x']; c.title", "Chat c = chat.odd", "Long x = null", "Long x = chat.meta.x", "Long x = chat.counts.y", "Long n = chat.messages.sum { it.id }",
                "def x = chat.title; x = chat.id; Long y = x", "int n = 0; n = chat.id; n += 1", "String s = 'a'; s = chat.id", "for (String m in chat.messages) { m }", "for (int i = 0; i < 3; i++) { i }",
                "for (e in chat.counts) { e.value }", "def (Long a, b) = [chat.id, 1]; a", "Duration d = Duration.between(chat.at, chat.at)", "Instant t = Instant.parse('2026-01-01T00:00:00Z')",
                "chat.digits as Long", "chat.digits as int", "chat.digits as BigDecimal", "chat.id as String", "chat.id as int", "(int) chat.id", "(String) chat.id + 'x'", "chat.title as List", "chat.tags as Set",
                "chat.tags as String[]", "chat.odd as Long", "chat.closed as String", "chat.title as boolean", "(chat.title.length() as Long) + 1"], CHAT) == []
    }
}
