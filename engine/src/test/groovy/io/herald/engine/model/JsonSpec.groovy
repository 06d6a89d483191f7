package io.herald.engine.model

import spock.lang.Specification

class JsonSpec extends Specification {

    def "a frozen value no longer follows what it was made of, at any depth"() {
        given:
        List<Object> tags = ["a", null]
        Map<String, Object> chat = [tags: tags, owner: null]

        when:
        Map<String, Object> frozen = Json.freeze(chat)
        tags << "b"
        chat.title = "new"

        then:
        frozen == [tags: ["a", null], owner: null]
    }

    def "a frozen value can't be changed, at any depth"(Closure<?> change) {
        given:
        Map<String, Object> frozen = Json.freeze([tags: ["a"], owner: [name: "Ann"]])

        when:
        change(frozen)

        then:
        thrown(UnsupportedOperationException)

        where:
        change << [{ it.x = 1 }, { it.tags << "b" }, { it.owner.name = "Eve" }]
    }

    def "keys keep their order and become texts"() {
        expect:
        Json.freeze([(2): "b", (1): "a"]).keySet().toList() == ["2", "1"]
    }
}
