package io.herald.dsl.text

import io.herald.dsl.text.Outline.Declared
import io.herald.dsl.text.Outline.Kind
import io.herald.dsl.text.Word.Where
import spock.lang.Specification
import spock.lang.Unroll

class OutlineSpec extends Specification {

    static final String BRACES = '''\
        final LIMIT = 3
        model Chat {
            Long id                    // a comment; Long ghost
            Optional<Person> owner
            List<Chat> replies = []; Map<String, Object> more = [:]
            unknown keep
        }
        room chatRoom { Long id, topic -> join { user, id, topic -> user }; "chat.$id" }
        def level(flags) { flags > LIMIT }
        event UpdateChat {
            on { chatRoom(chat.id, 'x') } as { [title: "{ ${chat.id} }"] }
            input { Chat chat; Optional<String> by }
        }
        enum Level { LOW, HIGH }
        '''.stripIndent()

    static final String ANGLES = '''\
        model Chat < Long id; Optional<Person> owner >
        event UpdateChat < on < chatRoom(chat.id) >; input < Chat chat > >
        room chatRoom < id -> "chat.$id" >
        '''.stripIndent()

    def "an outline holds what a script declares, with parameters and fields"() {
        when:
        Outline outline = Outline.of("x.groovy", BRACES)

        then:
        outline.declared().toSorted { it.start() }.collect { "${it.kind().word()} ${it.signature()}" as String } == [
                "constant LIMIT", "model Chat", "room chatRoom(Long id, topic)", "method level(flags)", "event UpdateChat", "class Level"]
        variables(outline, "Chat") == ["Long id", "Optional<Person> owner", "List<Chat> replies", "Map<String, Object> more"]
        variables(outline, "UpdateChat") == ["Chat chat", "Optional<String> by"]

        and:
        outline.declared().every { BRACES.startsWith(it.name(), it.at()) }
        outline.declared()*.variables().flatten().every { BRACES.startsWith(it.name(), it.at()) }
        BRACES.substring(declared(outline, "chatRoom").start(), declared(outline, "chatRoom").end()).with { it.startsWith("room") && it.endsWith("}") }
    }

    def "blocks in angles are read alike"() {
        given:
        Outline outline = Outline.of("x.groovy", ANGLES)

        expect:
        outline.declared()*.signature() == ["Chat", "UpdateChat", "chatRoom(id)"]
        variables(outline, "Chat") == ["Long id", "Optional<Person> owner"]
        variables(outline, "UpdateChat") == ["Chat chat"]
    }

    def "what is broken in one declaration hides no other"() {
        given:
        String broken = "event First { on { chatRoom(\nevent Second <\nroom chatRoom { id -> \"chat.\$id\" }\nmodel Chat { Long"

        expect:
        Outline.of("x.groovy", broken).declared()*.signature() == ["First", "Second", "chatRoom(id)", "Chat"]
    }

    @Unroll("#typed")
    def "a cursor knows what belongs where it stands"(String typed, Where where, boolean isWord, List<String> chain, String name) {
        given:
        String text = typed.replace("|", "")

        when:
        Cursor cursor = Cursor.typing(Outline.of("x.groovy", text), typed.indexOf("|")).get()

        then:
        with(cursor) {
            it.where() == where
            it.isWord() == isWord
            it.chain() == chain
            it.name().text() == name
        }

        where:
        typed                                             || where          | isWord | chain              | name
        "|"                                               || Where.FILE     | true   | []                 | ""
        "ev|"                                             || Where.FILE     | true   | []                 | "ev"
        "event X { on { 'a' }; a| }"                      || Where.EVENT    | true   | []                 | "a"
        "event X {\n  input { Chat chat }\n  |\n}"        || Where.EVENT    | true   | []                 | ""
        "event X { on { 'a' } a|"                         || Where.EVENT    | true   | []                 | "a"
        "event X { on { ch|"                              || Where.CODE     | true   | []                 | "ch"
        "event X < on < ch| > >"                          || Where.CODE     | true   | []                 | "ch"
        "event X < on < 'a' >; a|"                        || Where.EVENT    | true   | []                 | "a"
        "event X { as { [t: chat.owner?.na| ] } }"        || Where.CODE     | false  | ["chat", "owner"]  | "na"
        'event X { on { "a.${chat.|}" } }'                || Where.CODE     | false  | ["chat"]           | ""
        "event X { input { Ch| } }"                       || Where.INPUT    | true   | []                 | "Ch"
        "model X { Long id\n Li| }"                       || Where.MODEL    | true   | []                 | "Li"
        "room r { id -> jo|"                              || Where.ROOM     | true   | []                 | "jo"
        "event X { example('a') { g| } }"                 || Where.EXAMPLE  | true   | []                 | "g"
        "event X { example('a') { expect rooms: [], p| }" || Where.EXPECT   | true   | []                 | "p"
    }

    @Unroll("#typed")
    def "nothing is typed within texts, comments and numbers, and nobody knows of a call's result"(String typed) {
        expect:
        Cursor.typing(Outline.of("x.groovy", typed.replace("|", "")), typed.indexOf("|")).isEmpty()

        where:
        typed << ["event X { on { 'ch|' } }", "// ev|", "/* a\n ev| */", "event X { retry 3| }", "event X { on { rooms().ch| } }"]
    }

    def "a cursor sees parameters, and inputs that are declared further down"() {
        given:
        String text = "event X { on { [1].each { n -> ch } }\n input { Chat chat } }"

        expect:
        Cursor.typing(Outline.of("x.groovy", text), text.indexOf("ch }")).get().with { it.seen()*.written() } == ["n", "Chat chat"]
    }

    def "a chain of names leads through models, also optional ones"() {
        given:
        Outlines all = new Outlines([Outline.of("x.groovy", BRACES), Outline.of("y.groovy", "model Person { Long id; String name }")])
        List<Outline.Variable> seen = [new Outline.Variable("Chat", "chat", 0)]

        expect:
        all.model(["chat", "owner"], seen).get().declared().variables()*.name() == ["id", "name"]
        all.model(["chat", "replies"], seen).isEmpty()
        all.model(["other"], seen).isEmpty()
        all.named("level", Outline.of("y.groovy", "")).isEmpty()
        all.named("Person", Outline.of("x.groovy", "")).get().in().path() == "y.groovy"
    }

    @Unroll("#text.length() characters")
    def "whatever is there so far, and wherever the cursor stands in it, there is an answer"(String text) {
        when:
        (0..text.length()).each { end ->
            Outline cut = Outline.of("x.groovy", text.substring(0, end))
            Cursor.typing(cut, end)
            Cursor.pointing(cut, end.intdiv(2))
            Cursor.typing(Outline.of("x.groovy", text.substring(end)), 0)
        }

        then:
        noExceptionThrown()

        where:
        text << [BRACES, ANGLES, "{" * 200 + ")" * 300, 'a "${ b "${ c \n' * 40]
    }

    private static Declared declared(Outline outline, String name) {
        outline.declared().find { it.name() == name }
    }

    private static List<String> variables(Outline outline, String name) {
        declared(outline, name).variables()*.written()
    }
}
