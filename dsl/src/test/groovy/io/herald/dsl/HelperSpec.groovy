package io.herald.dsl

import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Trigger
import java.time.Instant
import spock.lang.Specification
import spock.lang.Unroll

class HelperSpec extends Specification {

    static final String MONEY = "class Money {\n    static String text(cents) { (cents / 100).setScale(2).toString() }\n}"
    static final String PRICE = "event Price { on { 'a' }; as { Money.text(cents) } }"

    Scripts scripts = Scripts.EMPTY

    private void save(Map<String, String> texts) {
        scripts = scripts.apply(texts.collectEntries { path, text -> [path, Optional.ofNullable(text?.toString())] }, Instant.EPOCH)
    }

    private String payload(String event, Map<String, Object> inputs = [:]) {
        new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS).plan(scripts.catalog().require(event), new Trigger(event, inputs)).payload().json()
    }

    private List<String> problems() {
        scripts.catalog().problems()*.headline()
    }

    def "a class of the helpers is used as a script's own"() {
        when:
        save("helpers/Money.groovy": MONEY, "helpers/deep/Level.groovy": "enum Level { LOW, HIGH }\nclass Pair { def a, b; Pair(a, b) { this.a = a; this.b = b } }",
                "x.groovy": "event X { on { 'a' }; as { [Money.text(150), Level.HIGH, new Pair(1, 2).b, new Pair(1, 2)] } }")

        then:
        problems() == []
        payload("X") == '["1.50","HIGH",2,{"a":1,"b":2}]'
        scripts.catalog().scripts()*.path() == ["helpers/Money.groovy", "helpers/deep/Level.groovy", "x.groovy"]
    }

    def "helpers use each other"() {
        when:
        save("helpers/A.groovy": "class A { static one() { B.TWO - 1 } }", "helpers/B.groovy": "class B { static final int TWO = 2\n static three() { A.one() + TWO } }",
                "x.groovy": "event X { on { 'a' }; as { B.three() } }")

        then:
        problems() == []
        payload("X") == "3"
    }

    def "a helper that is saved is in force with those that use it, and nothing else is compiled anew"() {
        given:
        save("helpers/Money.groovy": MONEY, "price.groovy": PRICE, "y.groovy": "event Y { on { 'y' } }")
        def y = scripts.catalog().require("Y")
        String hash = scripts.catalog().hash()

        when:
        save("helpers/Money.groovy": MONEY.replace("setScale(2)", "setScale(1)"))

        then:
        problems() == []
        payload("Price", [cents: 150]) == '"1.5"'
        scripts.catalog().hash() != hash
        scripts.catalog().require("Y").version() == y.version()
    }

    def "a broken helper stays at its last good version, and so do those that use it"() {
        given:
        save("helpers/Money.groovy": MONEY, "helpers/Other.groovy": "class Other { static a() { 1 } }", "price.groovy": PRICE,
                "o.groovy": "event O { on { 'a' }; as { Other.a() } }")

        when:
        save("helpers/Money.groovy": MONEY.replace("(cents / 100)", "(cents / 100"), "helpers/Other.groovy": "class Other { static a() { 2 } }")

        then:
        problems().size() == 1
        problems()[0].startsWith("helpers/Money.groovy:2:")
        payload("Price", [cents: 150]) == '"1.50"'
        payload("O") == "2"

        when: "another file is saved, the problem stays"
        save("z.groovy": "event Z { on { 'z' } }")

        then:
        problems().size() == 1

        when:
        save("helpers/Money.groovy": MONEY)

        then:
        problems() == []
    }

    @Unroll("#why")
    def "a change of a helper that breaks a script is withheld, until the script no longer needs it"(String why, String changed) {
        given:
        save("helpers/Money.groovy": MONEY, "price.groovy": PRICE)

        when:
        save("helpers/Money.groovy": changed)

        then:
        problems().size() == 1
        problems()[0].startsWith("helpers/Money.groovy: is not put in force, for it breaks price.groovy:1:3")
        payload("Price", [cents: 150]) == '"1.50"'

        when:
        save("price.groovy": PRICE.replace("Money.text(cents)", "cents"))

        then:
        problems() == []
        payload("Price", [cents: 150]) == "150"

        where:
        why       | changed
        "renamed" | MONEY.replace("text(", "shown(")
        "deleted" | null
    }

    def "a helper and a script that need each other's change are put in force together, in whatever order they are saved"() {
        given:
        save("helpers/Money.groovy": MONEY, "price.groovy": PRICE)

        when:
        save("helpers/Money.groovy": MONEY.replace("text(", "shown("))
        save("price.groovy": PRICE.replace("text(", "shown("))

        then:
        problems() == []
        payload("Price", [cents: 150]) == '"1.50"'
    }

    @Unroll("#helper")
    def "helpers are kept in the sandbox, and to classes"(String helper, String problem) {
        when:
        save("helpers/H.groovy": helper, "x.groovy": "event X { on { 'x' } }")

        then:
        problems().size() == 1
        problems()[0].startsWith(problem)
        scripts.catalog().events().keySet() == ["X"] as Set

        where:
        helper                                                     || problem
        "class H {\n    def a() { System.exit(1) }\n}"             || "helpers/H.groovy:2:22: the class System is not allowed in scripts"
        "class H { static int count = 0 }"                         || "helpers/H.groovy:1:11: the static field 'count'"
        "class H { def a(x) { x.getClass() } }"                    || "helpers/H.groovy:1:24: "
        "class H { }\nprintln 'hi'"                                || "helpers/H.groovy: a helper holds classes and enums, and nothing else"
        "event H { on { 'a' } }"                                   || "helpers/H.groovy: a helper holds classes and enums, and nothing else"
        "class h { }"                                              || "helpers/H.groovy:1:1: the name of the class 'h' must begin with a capital"
        "@groovy.transform.ASTTest(value = { })\nclass H { }"      || "helpers/H.groovy:1:2: the annotation @groovy"
        "class H { static final int A = 1.intdiv(0) }"             || "helpers/H.groovy:1:1: a constant of class H failed: "
    }

    @Unroll("#code")
    def "scripts may touch no more of a helper than of their own classes"(String code) {
        when:
        save("helpers/H.groovy": "class H { int a = 1\n static b() { 2 } }", "x.groovy": "event X { on { 'x' }; as { $code } }")

        then:
        problems()[0].startsWith("x.groovy:1:")

        where:
        code << ["H.class", "H.metaClass", "H.getClassLoader()", "H.c()", "new H().getClass()", "H.forName('x')", "[a: 1] as H", "H.&b"]
    }

    def "what only the run time knows of a helper's object is refused then"() {
        given:
        save("helpers/H.groovy": "class H { int a = 1 }", "x.groovy": "event X { on { 'x' }; as { [new H()][0].metaClass } }")

        when:
        payload("X")

        then:
        BroadcastException.ScriptFailed refusal = thrown()
        refusal.message.contains("metaClass")
    }

    def "a script's own class can't have a helper's name"() {
        when:
        save("helpers/H.groovy": "class H { }", "x.groovy": "class H { }\nevent X { on { 'x' } }")

        then:
        problems() == ["x.groovy:1:1: class H is a helper already; rename one of them"]
    }
}
