package io.herald.dsl

import io.herald.engine.event.ResourceDefinition
import java.time.Instant
import spock.lang.Specification

class ResourceFieldsSpec extends Specification {

    static final String MODELS = """
        model State { oneOf 'open', 'closed' }
        model Person { Long id; String name }
        model Chat { Long id; String title; State state; Optional<Person> owner; List<Person> members; Optional<String> note; Instant at; boolean isOpen; Object any }
        resource PersonResource { Person person -> [id: person.id, name: person.name] }
    """

    private static List<String> fields(String resource) {
        Scripts scripts = Scripts.EMPTY.apply(["models.groovy": Optional.of(MODELS), "x.groovy": Optional.of(resource)], Instant.EPOCH)
        assert scripts.catalog().problems() == []
        ResourceDefinition found = scripts.catalog().guide().resources().find { it.script() == "x.groovy" }
        found.fields().collect { "${it.name()}${it.isOptional() ? '?' : ''}: ${it.type().orElse('-')} ${it.kind().orElse('-')}" as String }
    }

    def "the fields of a shape that is written out have the types of what they read"() {
        expect:
        fields("""
            def shown(Chat chat) { chat.title }
            resource X { Chat chat ->
                def owner = chat.owner
                [
                    id: chat.id, state: chat.state, note: chat.note, at: chat.at, isOpen: chat.isOpen, any: chat.any, text: "\$chat.id", size: chat.members.size(),
                    names: chat.members*.name, owner: whenPresent(owner) { PersonResource(it) }, other: PersonResource(chat.owner),
                    members: PersonResource(chat.members), all: chat.members, closed: when(chat.isOpen) { chat.at }, mayBe: whenPresent(chat.note),
                    twice: [a: 1], shown: shown(chat), none: null,
                ]
            }
        """) == [
                "id: Long number", "state: State string", "note: Optional<String> string", "at: Instant string", "isOpen: boolean boolean", "any: - -", "text: String string",
                "size: Integer number", "names: List<String> array", "owner?: PersonResource object", "other: PersonResource object",
                "members: List<PersonResource> array", "all: List<Person> array", "closed?: Instant string", "mayBe?: Optional<String> string",
                "twice: Map object", "shown: - -", "none: - -"]
    }

    def "what the shape does not tell, the example does"() {
        expect:
        fields("""
            resource X { chat ->
                example id: 42, title: 'Hi', tags: ['a'], owner: [id: 1], open: true, odd: null
                [id: chat.id, title: chat.title, tags: chat.tags, owner: chat.owner, open: chat.open, odd: chat.odd, *: [more: 1.5]]
            }
        """) == ["id: - number", "title: - string", "tags: - array", "owner: - object", "open: - boolean", "odd: - -", "more: - number"]

        and:
        fields("resource X { chat -> example id: 42\n chat.subMap(['id']) }") == ["id: - number"]
        fields("resource X { chat -> chat.id }") == []
    }

    def "a change of a model changes what is told of the resources that read it"() {
        given:
        Scripts scripts = Scripts.EMPTY.apply(["m.groovy": Optional.of("model Chat { Long id }"), "x.groovy": Optional.of("resource X { Chat chat -> [id: chat.id] }")], Instant.EPOCH)

        when:
        scripts = scripts.apply(["m.groovy": Optional.of("model Chat { String id }")], Instant.EPOCH)

        then:
        scripts.catalog().guide().resources()[0].fields()*.type() == [Optional.of("String")]
    }

    def "so does a change of what makes a field, and another change none"() {
        given:
        Scripts scripts = Scripts.EMPTY.apply([
                "m.groovy": Optional.of("model Chat { List<String> tags }"),
                "t.groovy": Optional.of("resource TagResource { tag -> [name: tag] }"),
                "x.groovy": Optional.of("resource X { Chat chat -> example(tags: ['a'])\n [tags: TagResource(chat.tags)] }")], Instant.EPOCH)
        ResourceDefinition before = scripts.catalog().guide().resources()[1]

        when:
        scripts = scripts.apply(["y.groovy": Optional.of("event Y { on { 'y' } }")], Instant.EPOCH)

        then:
        scripts.catalog().guide().resources()[1].is(before)
        before.fields()*.type() == [Optional.of("List<TagResource>")]
        before.example().get().shape().json() == '{"tags":[{"name":"a"}]}'

        when:
        scripts = scripts.apply(["t.groovy": Optional.of("resource TagResource { List tags -> [count: tags.size()] }")], Instant.EPOCH)

        then:
        scripts.catalog().guide().resources()[1].fields()*.type() == [Optional.of("TagResource")]
        scripts.catalog().guide().resources()[1].example().get().shape().json() == '{"tags":{"count":1}}'
    }
}
