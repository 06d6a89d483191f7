package io.herald.dsl

import io.herald.engine.event.EventNaming
import io.herald.engine.event.EventPlanner
import io.herald.engine.event.Limits
import io.herald.engine.model.BroadcastException
import io.herald.engine.model.Trigger
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import javax.tools.ToolProvider
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class PluginSpec extends Specification {

    static final Path DOC = Path.of("..", "docs", "plugins.md")

    @TempDir
    Path folder

    @AutoCleanup
    Plugins plugins = Plugins.NONE

    /** A jar of one compiled class. */
    private void jar(String name, String type, String source, String service = type) {
        Path work = Files.createDirectories(folder.resolve("work-$name"))
        Path java = Files.writeString(work.resolve("${type.tokenize('.').last()}.java"), source)
        StringWriter said = new StringWriter()
        def compiler = ToolProvider.systemJavaCompiler
        def files = compiler.getStandardFileManager(null, null, null)
        assert compiler.getTask(said, files, null, ["-d", work.toString()], null, files.getJavaFileObjects(java)).call(): said.toString()
        new JarOutputStream(Files.newOutputStream(folder.resolve("${name}.jar"))).withCloseable { out ->
            Files.walk(work).withCloseable { all ->
                all.filter { it.toString().endsWith(".class") }.forEach {
                    out.putNextEntry(new JarEntry(work.relativize(it).toString()))
                    out.write(Files.readAllBytes(it))
                }
            }
            out.putNextEntry(new JarEntry("META-INF/services/io.herald.dsl.HeraldPlugin"))
            out.write(service.bytes)
        }
    }

    private static String plugin(String type, String name, String functions, String close = "") {
        """
        import io.herald.dsl.*;
        import java.util.*;
        public class $type implements HeraldPlugin {
            public String name() { return "$name"; }
            public Map<String, PluginFunction> functions() { return new TreeMap<>(Map.of($functions)); }
            @Override public void close() { $close }
            public String secret() { return "secret"; }
        }
        """
    }

    private Scripts scripts(String text) {
        plugins = Plugins.of(folder)
        Scripts.none(HostOptions.DEFAULT.withPlugins(plugins)).apply(["x.groovy": Optional.of(text.toString())], Instant.EPOCH)
    }

    private static String payload(Scripts scripts, Map<String, Object> inputs = [:]) {
        assert scripts.catalog().problems() == []
        new EventPlanner(EventNaming.AS_WRITTEN, Limits.DEFAULTS).plan(scripts.catalog().require("X"), new Trigger("X", inputs)).payload().json()
    }

    def "the example of the guide is built and used"() {
        given:
        List<String> snippets = Files.readString(DOC).split("```").collect().withIndex().findAll { it[1] % 2 == 1 }*.get(0)
        String java = snippets.find { it.startsWith("java\n") }.substring(5)
        String script = snippets.findAll { it.startsWith("groovy\n") }.last().substring(7)
        jar("titles", "com.example.Titles", java)

        expect:
        payload(scripts(script.replace("event UpdateChat", "event X").replace("chatRoom(chat.id)", "'chat'")), [chat: [id: 42]]) == '{"id":42,"title":"The answer"}'
    }

    def "what plugins do may take its time, so an event that could call one may wait"() {
        given:
        jar("echo", "Echo", plugin("Echo", "echo", '"back", (PluginFunction) a -> a'))

        expect:
        scripts("event X { on { 'a' } }").catalog().require("X").mayWait()
    }

    def "values go in and out as JSON, whatever they were"() {
        given:
        jar("echo", "Echo", plugin("Echo", "echo", '"back", (PluginFunction) a -> a, "kind", a -> a.get(0) == null ? "null" : a.get(0).getClass().getSimpleName(), "now", a -> java.time.Instant.EPOCH'))

        expect:
        payload(scripts("event X { on { 'a' }; as { $code } }"), [chat: [id: 1, tags: ["x", null]]]) == json

        where:
        code                                              || json
        'echo.back(1, "a${1}", chat, [x: null])'          || '[1,"a1",{"id":1,"tags":["x",null]},{"x":null}]'
        'echo.back()'                                     || '[]'
        'echo.back(*chat.tags)'                           || '["x",null]'
        'echo.kind("a${1}")'                              || '"String"'
        'echo.now()'                                      || '"1970-01-01T00:00:00Z"'
        '[1, 2].collect { echo.back(it) }'                || '[[1],[2]]'
        "def echo = [kind: 'local']; echo.kind"           || '"local"'
    }

    def "resources and methods may call plugins, too"() {
        given:
        jar("db", "Db", plugin("Db", "db", '"title", (PluginFunction) a -> "t" + a.get(0)'))

        expect:
        payload(scripts("resource R { c -> [t: db.title(c)] }\ndef m(c) { db.title(c) }\nevent X { on { db.title('room') }; as { [R(1), m(2)] } }")) == '[{"t":"t1"},"t2"]'
    }

    @Unroll("#code")
    def "what a plugin does not have is told when the script is loaded"(String code, String said) {
        given:
        jar("db", "Db", plugin("Db", "db", '"title", (PluginFunction) a -> 1, "author", a -> 2'))

        expect:
        scripts(code).catalog().problems()*.headline() == [said]

        where:
        code || said
        "event X { on { 'a' }; as { db.titel(1) } }"                   || "x.groovy:1:31: the plugin 'db' has no function 'titel'; did you mean 'title'?"
        "event X { on { 'a' }; as { db.secret() } }"                   || "x.groovy:1:31: the plugin 'db' has no function 'secret'; it has: author, title"
        "event X { on { 'a' }; as { db.getClass() } }"                 || "x.groovy:1:31: the plugin 'db' has no function 'getClass'; it has: author, title"
        "event X { on { 'a' }; as { db.functions } }"                  || "x.groovy:1:28: 'db' is a plugin, and no value; call what it has: author, title"
        "event X { on { 'a' }; as { [db, 1] } }"                       || "x.groovy:1:29: 'db' is a plugin, and no value; call what it has: author, title"
        "final A = db.title(1)\nevent X { on { 'a' } }"                || "x.groovy:1:14: a plugin can be called in blocks, not at a script's top level"
        "event X { input { String a }\n on { 'a' }; as { [bd, 1] } }" || "x.groovy:2:20: unknown name 'bd'; did you mean 'db'?"
    }

    def "a function that says what it takes is given that, and nothing else"() {
        given:
        jar("db", "Db", plugin("Db", "db", '"find", PluginFunction.of(List.of("id"), arguments -> arguments)'))

        expect:
        payload(scripts("event X { on { 'a' }; as { db.find(1) } }")) == "[1]"
        scripts("event X { on { 'a' }; as { db.find(1, 2) } }").catalog().problems()*.headline() ==
                ["x.groovy:1:31: db.find(id) takes 1 argument, not 2"]

        when: "how many it is given, only the run time knows"
        payload(scripts("event X { on { 'a' }; as { db.find(*[1, 2]) } }"))

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message.contains("db.find takes 1 argument, not 2")
    }

    def "an input that an event declares has its name, whatever plugins there are"() {
        given:
        jar("db", "Db", plugin("Db", "db", '"title", (PluginFunction) a -> 1'))

        expect:
        payload(scripts("event X { input { Map db }\n on { 'a' }; as { db.title } }"), [db: [title: "mine"]]) == '"mine"'
    }

    @Unroll("#function")
    def "a failure names the plugin and the place"(String function, String said) {
        given:
        jar("db", "Db", plugin("Db", "db", "\"f\", (PluginFunction) a -> { $function }"))

        when:
        payload(scripts("event X {\n    on { 'a' }\n    as {\n        db.f(1)\n    }\n}"))

        then:
        BroadcastException.ScriptFailed failure = thrown()
        failure.message == "the 'as' block of event X failed: $said"
        failure.problems()[0].line() == 4

        where:
        function                                                          || said
        'throw new java.io.IOException("no connection");'                 || "the plugin failed in db.f: no connection (IOException)"
        'return new Object();'                                            || "db.f gave an Object, which is no JSON value: no map, list, text or number"
        'List<Object> l = new ArrayList<>(); l.add(l); return l;'         || "db.f gave maps and lists more than 64 deep"
        'a.add(2); return 1;'                                             || "the plugin failed in db.f: UnsupportedOperationException"
    }

    def "two plugins do not see each other's classes"() {
        given:
        jar("a", "P", plugin("P", "one", '"f", (PluginFunction) a -> 1'))
        jar("b", "P", plugin("P", "two", '"f", (PluginFunction) a -> 2'))

        expect:
        payload(scripts("event X { on { 'a' }; as { [one.f(), two.f()] } }")) == "[1,2]"
    }

    def "plugins are closed with the node"() {
        given:
        jar("db", "Db", plugin("Db", "db", '"f", (PluginFunction) a -> 1', 'System.setProperty("plugin-spec-closed", "yes");'))

        when:
        Plugins.of(folder).close()

        then:
        System.clearProperty("plugin-spec-closed") == "yes"
    }

    @Unroll("#said")
    def "a jar that can't be used is named"(String name, String type, String source, String service, String said) {
        given:
        jar(name, type, source, service)

        when:
        Plugins.of(folder)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.startsWith("the plugin ${folder.resolve(name + '.jar')} can't be loaded: ")
        refusal.message.contains(said)

        where:
        name | type | source                                               | service || said
        "a"  | "A"  | plugin("A", "My Db", '"f", (PluginFunction) a -> 1')  | "A"     || "its name 'My Db' is none"
        "a"  | "A"  | plugin("A", "a", '"f", (PluginFunction) a -> 1')      | "B"     || "B"
        "a"  | "A"  | plugin("A", "a", '"f", (PluginFunction) a -> 1')      | ""      || "names no class"
        "a"  | "A"  | "public class A { }"                                 | "A"     || "not a subtype"
    }

    def "two plugins can't have one name, and no folder means no plugins"() {
        given:
        jar("a", "A", plugin("A", "db", '"f", (PluginFunction) a -> 1'))
        jar("b", "B", plugin("B", "db", '"f", (PluginFunction) a -> 1'))

        when:
        Plugins.of(folder)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.endsWith("b.jar can't be loaded: another plugin has the name 'db'")
        Plugins.of(folder.resolve("nowhere")).names() == [] as Set
    }
}
