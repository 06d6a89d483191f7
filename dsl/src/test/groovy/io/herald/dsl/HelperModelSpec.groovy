package io.herald.dsl

import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.model.Trigger
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

class HelperModelSpec extends Specification {

    static final String MODELS = "model Chat { Long id; String title; List<Message> messages = [] }\nmodel Message { String text }"
    static final String TITLES = "class Titles {\n    static String of(Chat chat) { chat.title.toUpperCase() }\n    static Message newest(Chat chat) { chat.messages.last() }\n}"

    Scripts scripts = Scripts.EMPTY

    private void save(Map<String, String> texts) {
        scripts = scripts.apply(texts.collectEntries { path, text -> [path, Optional.ofNullable(text?.toString())] }, Instant.EPOCH)
    }

    private List<String> problems() {
        scripts.catalog().problems()*.headline()
    }

    private String payload(Map<String, Object> inputs) {
        new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS).plan(scripts.catalog().require("X"), new Trigger("X", inputs)).payload().json()
    }

    def "a helper's method takes and returns models"() {
        when:
        save("models.groovy": MODELS, "helpers/Titles.groovy": TITLES,
                "x.groovy": "event X { input { Chat chat }; on { 'x' }; as { [Titles.of(chat), Titles.newest(chat).text] } }")

        then:
        problems() == []
        payload(chat: [id: 1, title: "Hi", messages: [[text: "yes"]]]) == '["HI","yes"]'
    }

    @Unroll("#code")
    def "what a helper reads of a model that lacks it is told at load"(String code, String problem) {
        when:
        save("models.groovy": MODELS, "helpers/H.groovy": "class H {\n$code\n}", "y.groovy": "event Y { on { 'y' } }")

        then:
        problems() == [problem]
        scripts.catalog().events().keySet() == ["Y"] as Set

        where:
        code                                                                    || problem
        "  static a(Chat chat) { chat.titel }"                                  || "helpers/H.groovy:2:30: model Chat has no field 'titel'; did you mean 'title'?"
        "  def a(List<Chat> chats) { chats.collect { it.titel } }"              || "helpers/H.groovy:2:48: model Chat has no field 'titel'; did you mean 'title'?"
        "  static a(it) { Chat chat = it; chat.messages[0].txt }"               || "helpers/H.groovy:2:51: model Message has no field 'txt'; did you mean 'text'?"
        "  static a(Chat chat) { b(chat).txt }\n static Message b(x) { x }"     || "helpers/H.groovy:2:33: model Message has no field 'txt'; did you mean 'text'?"
        "  static a(Chat chat) { H.b(chat).txt }\n static Message b(x) { x }"   || "helpers/H.groovy:2:35: model Message has no field 'txt'; did you mean 'text'?"
        "  Chat chat\n  def a() { chat.titel }"                                 || "helpers/H.groovy:3:18: model Chat has no field 'titel'; did you mean 'title'?"
        "  Chat chat\n  H(Chat given) { chat = given; given.titel }"            || "helpers/H.groovy:3:39: model Chat has no field 'titel'; did you mean 'title'?"
        "  static a(Chatt chat) { chat }"                                       || "helpers/H.groovy:2:12: unknown type 'Chatt'; did you mean 'Chat'?"
        "  static a(Chat chat) { chat.title.lenght() }"                         || "helpers/H.groovy:2:36: no method 'lenght' is known to scripts; did you mean 'length'?"
        "  static a(Chat chat) { b(chat.title) }\n  static b(Message message) { message.text }" || "helpers/H.groovy:2:27: method b takes a Message as 'message', and chat.title is a String; it is declared at helpers/H.groovy:3:3"
        "  static a(Chat chat) { b(chat, 1) }\n  static b(x) { x }"             || "helpers/H.groovy:2:25: method b takes 1 argument, not 2; it is declared at helpers/H.groovy:3:3"
        "  static a(Chat chat) { H.b(chat, 1) }\n  static b(x) { x }"           || "helpers/H.groovy:2:27: H.b takes 1 argument, not 2; it is declared at helpers/H.groovy:3:3"
    }

    @Unroll("#code")
    def "what a script hands to a helper, and reads of what that returns, is held against the model"(String code, String problem) {
        when:
        save("models.groovy": MODELS, "helpers/Titles.groovy": TITLES, "x.groovy": "event X { input { Chat chat }; on { 'x' }\n as { $code } }")

        then:
        problems() == [problem]

        where:
        code                                      || problem
        "Titles.of(chat.title)"                   || "x.groovy:2:17: Titles.of takes a Chat as 'chat', and chat.title is a String; it is declared at helpers/Titles.groovy:2:5"
        "Titles.newest(chat).txt"                 || "x.groovy:2:27: model Message has no field 'txt'; did you mean 'text'?"
        "def m = Titles.newest(chat); [m.txt]"    || "x.groovy:2:39: model Message has no field 'txt'; did you mean 'text'?"
    }

    def "a class of a script is looked at as its blocks are"() {
        when:
        save("models.groovy": MODELS, "x.groovy": "class Shown {\n  static a(Chat chat) { chat.titel }\n}\nevent X { on { 'x' } }")

        then:
        problems() == ["x.groovy:2:30: model Chat has no field 'titel'; did you mean 'title'?"]
    }

    def "without the sandbox, fields of models are looked at, too"() {
        given:
        scripts = Scripts.none(HostOptions.DEFAULT.withTrustScripts(true))

        when:
        save("models.groovy": MODELS, "helpers/H.groovy": "class H { static a(Chat chat) { new File(chat.titel) } }", "x.groovy": "event X { on { 'x' } }")

        then:
        problems() == ["helpers/H.groovy:1:47: model Chat has no field 'titel'; did you mean 'title'?"]
    }

    def "a helper that reads what its model lacks stays at its last good version, and comes in force with the model"() {
        given:
        save("models.groovy": MODELS, "helpers/Titles.groovy": TITLES, "helpers/Other.groovy": "class Other { static a() { 1 } }",
                "x.groovy": "event X { input { Chat chat }; on { 'x' }; as { [Titles.of(chat), Other.a()] } }")

        when: "another helper is saved with it"
        save("helpers/Titles.groovy": TITLES.replace("chat.title", "chat.name"), "helpers/Other.groovy": "class Other { static a() { 2 } }")

        then:
        problems() == ["helpers/Titles.groovy:2:40: model Chat has no field 'name'; add it to the model"]
        payload(chat: [id: 1, title: "Hi"]) == '["HI",2]'

        when:
        save("models.groovy": MODELS.replace("String title", "String name"))

        then:
        problems() == []
        payload(chat: [id: 1, name: "Ho"]) == '["HO",2]'
    }

    @Unroll("#why")
    def "a change of a model that a helper still needs is refused, and names the helper"(String why, String changed, String problem) {
        given:
        save("models.groovy": MODELS, "helpers/Titles.groovy": TITLES, "x.groovy": "event X { input { Chat chat }; on { 'x' }; as { Titles.of(chat) } }")

        when:
        save("models.groovy": changed)

        then:
        problems() == [problem]
        payload(chat: [id: 1, title: "Hi"]) == '"HI"'

        when: "the helper no longer needs it"
        save("helpers/Titles.groovy": null, "x.groovy": "event X { on { 'x' }; as { 1 } }")

        then:
        problems() == []

        where:
        why             | changed                                                   || problem
        "a field less"  | MODELS.replace("String title; ", "")                      || "models.groovy:1:7: model Chat has no field 'title', and helpers/Titles.groovy:2:40 needs it; change both together"
        "another type"  | MODELS.replace("String title", "Long title")              || "models.groovy:1:7: Long has no method 'toUpperCase' that scripts may use, and helpers/Titles.groovy:2:46 needs it; change both together"
        "renamed"       | MODELS.replace("model Message", "model Mail").replace("<Message>", "<Mail>") || "models.groovy: no longer declares model 'Message', which helpers/Titles.groovy:3:12 uses; its last good version stays in force; change helpers/Titles.groovy:3:12 first"
    }

    @Unroll("#code")
    def "a model is no class, and what to write instead is told"(String code, String problem) {
        when:
        save("models.groovy": MODELS, "x.groovy": "event X { input { Object chat }; on { 'x' }\n as { $code } }")

        then:
        problems()[0].startsWith(problem)
        problems()[0].contains("declare what is a model")

        when:
        save("x.groovy": null, "helpers/H.groovy": "class H { static a(chat) {\n    ${code.replace('return ', '')} } }")

        then:
        problems()[0].startsWith(problem.replace("x.groovy", "helpers/H.groovy"))

        where:
        code                                || problem
        "chat instanceof Chat"              || "x.groovy:2:"
        "chat as Chat"                      || "x.groovy:2:"
        "((Chat) chat).title"               || "x.groovy:2:"
        "new Chat(id: 1)"                   || "x.groovy:2:"
        "new ArrayList<Chat>()"             || "x.groovy:2:"
        "[chat].collect { it as Chat }"     || "x.groovy:2:"
    }
}
