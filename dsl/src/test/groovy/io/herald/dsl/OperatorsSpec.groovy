package io.herald.dsl

import spock.lang.Specification

/** An operator is a method of what stands before it: what none of them takes is told at load, and what they give is followed. */
class OperatorsSpec extends Specification {

    static final String MODELS = '''
        model Message { Long id; String text; Instant at }
        model Chat { Long id; int size; double rate; String title; boolean closed; LocalDate day; Instant at; Optional<Instant> closedAt; List<Message> messages; List<String> tags; Map<String, Long> counts; Map meta; Object odd }
    '''

    static final Map<String, ?> CHAT = [
            id: 7, size: 3, rate: 1.5, title: 'abc', closed: true, day: '2026-01-31', at: '2026-01-31T12:00:00Z', tags: ['x', 'y'], counts: [x: 1], meta: [x: 1], odd: 5,
            messages: [[id: 2, text: 'b', at: '2026-01-31T12:00:00Z'], [id: 1, text: 'a', at: '2026-01-30T12:00:00Z']]].asImmutable()

    private static final String PLUS = "Instant has no operator '+' for Integer; it has: plus(TemporalAmount), plus(long, TemporalUnit)"
    private static final String UNKNOWN = "what scripts may touch is told in docs/scripts.md"

    def "what no value takes is told"() {
        expect:
        Told.each(MODELS, [
                "chat.at - 'x'"                                   : "Instant has no operator '-' for String; it has: minus(TemporalAmount), minus(long, TemporalUnit)",
                "chat.closed + 1"                                 : "Boolean has no operator '+' for Integer; ",
                "chat.id - chat.title"                            : "Long has no operator '-' for String; it has: minus(Character), minus(Number)",
                "chat.at * 2"                                     : "Instant has no operator '*' for Integer; ",
                "chat.title % 2"                                  : "String has no operator '%' for Integer; ",
                "chat.closed & 1"                                 : "Boolean has no operator '&' for Integer; it has: and(Boolean)",
                "chat.meta + 1"                                   : "Map has no operator '+' for Integer; it has: plus(Collection), plus(GString), plus(Map), plus(String)",
                "-chat.title"                                     : "String has no operator '-'; ",
                "~chat.at"                                        : "Instant has no operator '~'; ",
                "Instant t = chat.at; t++"                        : "Instant has no operator '++'; ",
                "Instant t = chat.at; t += 1"                     : PLUS,
                "chat.id[0]"                                      : "Long has no operator '[…]' for Integer; it has: getAt(String)",
                "[day: chat.closed ? null : chat.messages[0].at + 1]": PLUS,
                "def x = chat.messages.find { it.at + 1 }; x.id"  : PLUS,
                "\"\${chat.at + 1}\""                             : PLUS])
    }

    def "what Groovy can't compare is told, also in a range"() {
        expect:
        Told.each(MODELS, [
                "chat.day < chat.at"                              : "LocalDate can't be compared with Instant; ",
                "chat.messages.toSorted { a, b -> a.at <=> b.id }": "Instant can't be compared with Long; ",
                "chat.messages.count { it.text >= it.at }"        : "String can't be compared with Instant; ",
                "if (chat.at > 5) { 1 }"                          : "Instant can't be compared with Integer; ",
                "chat.at..chat.id"                                : "Instant can't be compared with Long; "])
    }

    def "what a model's value holds is not changed"() {
        expect:
        Told.each(MODELS, [
                "chat.messages << 'x'"                            : "what a value of a model holds can't be changed; make one with more: … + […]",
                "def m = chat.counts; m << [a: 1]"                : "what a value of a model holds can't be changed; make one with more: … + […]",
                "chat.messages.each { chat.tags.add(it.text) }"   : "what a value of a model holds can't be changed; make one with more: … + […]",
                "chat.messages.sort { it.id }*.text"              : "what a value of a model holds can't be changed; write toSorted",
                "def t = chat.tags; t.sort()"                     : "what a value of a model holds can't be changed; write toSorted",
                "chat.tags.unique()"                              : "what a value of a model holds can't be changed; write toUnique"])
    }

    def "what an operator gives is followed"() {
        expect:
        Told.each(MODELS, [
                "(chat.title + 1).foo()"                          : "String has no method 'foo' that scripts may use; $UNKNOWN",
                "(chat.id + 1).foo()"                             : "Number has no method 'foo' that scripts may use; $UNKNOWN",
                "(chat.id + ' x').foo()"                          : "String has no method 'foo' that scripts may use; $UNKNOWN",
                "def t = chat.at - Duration.ofDays(1); t.foo()"   : "Instant has no method 'foo' that scripts may use; $UNKNOWN",
                "(chat.size > 1 && !chat.closed).foo"             : "Boolean has no property 'foo' that scripts may use; $UNKNOWN",
                "Instant.parse(chat.id * 2)"                      : "Instant has no static method 'parse' for (Number); it has: parse(CharSequence)"])
    }

    def "it is told where the operator stands"() {
        expect:
        Told.after(["models.groovy": MODELS, "x.groovy": "event X {\n input { Chat chat }\n on { 'a' }\n as { [a: chat.at  -  'x', b: -chat.title,\n   c: chat.day < chat.at] }\n}"]) == [
                "x.groovy:4:20: Instant has no operator '-' for String; it has: minus(TemporalAmount), minus(long, TemporalUnit)",
                "x.groovy:4:31: String has no operator '-'",
                "x.groovy:5:16: LocalDate can't be compared with Instant"]
    }

    def "what a class of a script's own makes of an operator is its own matter"() {
        given:
        String money = "class Money implements Comparable<Money> {\n Long cents\n Money(Long cents) { this.cents = cents }\n Money plus(Money more) { new Money(cents + more.cents) }\n int compareTo(Money other) { cents <=> other.cents }\n}"

        expect:
        Told.values(["models.groovy": MODELS, "helpers/Money.groovy": money], [
                "(new Money(1L) + new Money(2L)).cents", "new Money(1L) < new Money(2L)", "([new Money(1L)] + new Money(2L)).size()", "Money m = new Money(5L); m.cents"], [:]) == [3, true, 2, 5]
    }

    def "what is right is let pass, and runs"() {
        expect:
        Told.failing(MODELS, [
                "chat.title - 'x' + 1 + chat.at", "chat.id + ' ' + chat.at", "chat.size - chat.id * chat.rate / 2", "chat.size ** 2 % 2 == 0", "-chat.size + +chat.id", "~chat.size", "~'x'", "-[1, 2]", "~[1]",
                "chat.title[0] + chat.title[0..1]", "chat.title * chat.size", "chat.title << 'x' << 1", "chat.closed & true | false ^ chat.closed", "chat.id & 1 | 2", "chat.id << 1 >> 1",
                "chat.title < 'x' || chat.id > chat.size || chat.id < '5' || chat.rate >= 1", "chat.closedAt < chat.at", "chat.closedAt > 5", "chat.at <=> null", "chat.at == chat.day", "chat.day in [chat.at, 1]",
                "chat.day..chat.day", "1..chat.size", "'a'..'c'", "chat.odd - 1", "chat.odd < 1", "chat.meta.x - 1", "chat.counts.x + 1", "chat.odd ?: 1 + 2",
                "chat.at - Duration.ofDays(1)", "(chat.day + Period.ofDays(1)).dayOfWeek", "Duration.ofDays(1) > Duration.between(chat.at, Instant.now())", "new BigDecimal(chat.id) + 1", "BigInteger.ONE - chat.size",
                "[1] << 2", "[a: 1] << [b: 2]", "chat.messages + 1", "chat.messages + chat.messages", "chat.messages - chat.messages[0]", "chat.messages * 2", "chat.messages*.id << 5", "chat.messages.id << 5",
                "chat.tags.toList() << 'x'", "chat.tags.toSet() & ['a']", "chat.counts.keySet() + 1 - 'x'", "chat.counts.values() - 1", "chat.meta + [a: 1]", "(chat + [seen: true]).seen", "[*chat.tags, 'x'] + 'x'",
                "chat.messages.sort(false) { it.id }*.text", "chat.tags.unique(false)", "chat.messages.findAll { it.id }.sort { it.text }", "chat.messages*.id.sort()", "chat.messages.id.sort()", "chat.counts.sort { it.key }",
                "chat.tags.toList().add('x')", "def l = []; l.add(chat.id); l.sort()", "def l = [] + chat.tags; l.add('x'); l.unique()", "chat.tags[0..1].sort()", "chat.messages.groupBy { it.id }.values().first().sort()",
                "def n = chat.size; n++; n += 2; n", "def s = 'a'; s++; s += 1; s <<= 'x'; s", "Long n = chat.id; n += 1; n++; n", "def t = chat.at; t = 1; t + 1", "chat.title.substring(chat.size - 1)",
                "chat.title.padLeft(chat.size * 2)", "chat.messages[chat.size - 2].text", "chat.messages.inject(0) { s, m -> s + m.id }", "chat.messages.toSorted { a, b -> b.at <=> a.at ?: a.id <=> b.id }",
                "chat.messages.sum { it.id } + 1", "\"\${chat.id + 1} of \${chat.title - 'x'}\" + 1", "(chat.closed ? chat.id : 'x') - 1", "('a' as char) + 1", "'x' as char < 'y'", "new StringBuilder() << 'x' << 1"], CHAT) == []
    }
}
