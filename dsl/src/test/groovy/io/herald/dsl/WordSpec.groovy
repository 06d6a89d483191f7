package io.herald.dsl

import io.herald.dsl.text.Word
import io.herald.dsl.text.Word.Where
import io.herald.engine.event.EventCatalog
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

class WordSpec extends Specification {

    @Unroll("#word.form in #word.where")
    def "each word is understood as its form shows it"(Word word) {
        given:
        String form = word.form().replace("NAME", "Thing").replace("[…]", "[a: 1]").replace("given …", "given a").replace("user -> …", "user -> [id: 1]")
                .replace("'/…'", "'/a'").replace("'…'", "'a'").replace('"…"', '"a"').replace("…", "'a'")

        expect:
        problems(script(word, form)) == []

        where:
        word << Where.values().collectMany { Word.in(it) }
    }

    def "no word is told of twice at a place, and each says what it is for"() {
        expect:
        Where.values().every { Word.in(it)*.name().toUnique() == Word.in(it)*.name() }
        Where.values().every { Word.in(it).every { word -> word.says().endsWith(".") } }
    }

    private static String script(Word word, String form) {
        String in_ = word.name()
        switch (word.where()) {
            case Where.FILE: return in_ == "event" ? "event Thing { on { 'a' } }" : in_ == "model" ? "model Thing { Long id }" : form
            case Where.EVENT: return "event Thing {\n ${in_ == 'on' ? '' : "on { 'a' }"}\n ${in_ == 'input' ? 'input { Long id }' : in_ == 'example' ? "example('a') { expect rooms: ['a'] }" : form}\n}"
            case Where.ROOM: return "room thing { id ->\n $form\n 'a' }"
            case Where.RESOURCE: return "resource Thing { id ->\n ${form}\n [a: 1] }"
            case Where.MODEL: return in_ == "oneOf" ? "model Thing { $form }" : "model Thing {\n Long id\n $form }"
            case Where.INPUT: return "event Thing {\n on { 'a' }\n input {\n Long id\n $form }\n}"
            case Where.EXAMPLE: return "event Thing {\n on { 'a' }\n example('a') { ${in_ == 'given' ? "$form\n expect rooms: ['a']" : form} }\n}"
            case Where.EXPECT: return "event Thing {\n on { 'a' }\n example('a') { expect $form }\n}"
            case Where.PAYLOAD: return "resource Thing { id -> [a: ${form.replace("('a')", '(id)')}] }"
            default: throw new AssertionError("no word stands in " + word.where())
        }
    }

    private static List<String> problems(String script) {
        EventCatalog catalog = Scripts.EMPTY.apply(["x.groovy": Optional.of(script)], Instant.EPOCH).catalog()
        catalog.problems()*.headline()
    }
}
