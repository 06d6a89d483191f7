package io.herald.server.settings

import io.herald.engine.event.EventNaming
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class SettingsSpec extends Specification {

    @TempDir
    Path folder

    def "a flag wins over the environment, that over the file, that over the default"() {
        when:
        Settings settings = Settings.of(
                [(Setting.EVENTS): "flag"],
                [HERALD_EVENTS: "environment", HERALD_DATA: "environment"],
                [(Setting.EVENTS): "file", (Setting.DATA): "file", (Setting.BIND): "127.0.0.2"])

        then:
        settings.events() == Path.of("flag")
        settings.data() == Path.of("environment")
        settings.bind() == "127.0.0.2"
        settings.adminPort() == 7070
    }

    def "what is not given has the default that the documentation names"() {
        given:
        Settings settings = Settings.of([:], [:], [:])

        expect:
        [settings.events(), settings.data()] == [Path.of("events"), Path.of("data")]
        [settings.bind(), settings.adminPort(), settings.socketioPort()] == ["127.0.0.1", 7070, 9092]
        settings.token().empty && settings.redis().empty && settings.origins() == []
        !settings.isStrict() && !settings.trustsScripts()
        settings.eventNaming() == EventNaming.AS_WRITTEN
        settings.evaluationTimeout() == Duration.ofSeconds(2)
        settings.maxBodyBytes() == 1024 * 1024
    }

    @Unroll("#setting: #value")
    def "a value that its setting does not take is refused in one line that names both"(Setting setting, String value, String said) {
        when:
        Settings.of([(setting): value], [:], [:])

        then:
        UsageException refusal = thrown()
        refusal.message == "${setting.key()} must be $said, not '$value'"

        where:
        setting                    | value       || said
        Setting.ADMIN_PORT         | "x"         || "a number from 0 to 65535"
        Setting.ADMIN_PORT         | "65536"     || "a number from 0 to 65535"
        Setting.SOCKETIO_PORT      | "-1"        || "a number from 0 to 65535"
        Setting.STRICT             | "yes"       || "true or false"
        Setting.SCRIPTS_IN         | "etcd"      || "folder or redis"
        Setting.TRUST_SCRIPTS      | "1"         || "true or false"
        Setting.NODE_NAME          | "a\u0007"   || "1 to 64 printable ASCII characters"
        Setting.EVENT_NAMES        | "camel"     || "as-written or snake_case"
        Setting.EVALUATION_TIMEOUT | "2"         || "a time, such as 500ms or 2s"
        Setting.EVALUATION_TIMEOUT | "0s"        || "a time, such as 500ms or 2s"
        Setting.MAX_BODY           | "0"         || "a number from 1 to 1073741824"
        Setting.EVENTS             | "a\u0000b"  || "a path"
        Setting.BIND               | ""          || "an address, such as 127.0.0.1"
    }

    def "origins are a list with commas between"() {
        expect:
        Settings.of([(Setting.ORIGINS): "https://a.example, https://b.example,"], [:], [:]).origins() == ["https://a.example", "https://b.example"]
    }

    def "an address stands in a URL as it must"(String bind, String host) {
        expect:
        Settings.of([(Setting.BIND): bind], [:], [:]).host() == host

        where:
        bind        || host
        "127.0.0.1" || "127.0.0.1"
        "::1"       || "[::1]"
    }

    def "herald.yml holds settings under their keys"() {
        given:
        Path file = Files.writeString(folder.resolve("herald.yml"), "# ports\nadmin-port: 8070\nstrict: true\nevents: 'my events'\n")

        expect:
        SettingsFile.read(file) == [(Setting.ADMIN_PORT): "8070", (Setting.STRICT): "true", (Setting.EVENTS): "my events"]
    }

    @Unroll("#why")
    def "herald.yml is refused with its line"(String text, String said, String why) {
        given:
        Path file = Files.writeString(folder.resolve("herald.yml"), text)

        when:
        SettingsFile.read(file)

        then:
        UsageException refusal = thrown()
        refusal.message.startsWith(file.toString())
        refusal.message.contains(said)

        where:
        text                               || said                                                         | why
        "events: a\nadmin_port: 1\n"       || ":2: unknown setting 'admin_port'; did you mean 'admin-port'?" | "an unknown key like a known one"
        "zzzzzzz: 1\n"                     || ":1: unknown setting 'zzzzzzz'; the settings are events, "   | "an unknown key like none"
        "events:\n  - a\n"                 || ": events must be one value"                                 | "a list"
        "- a\n"                            || ":1: must hold one 'key: value' a line"                      | "no keys"
        "data: a\nbind: b\ndata: c\n"      || ":3: data is there twice"                                     | "a key twice"
        "events: 'a\n"                     || "is no YAML"                                                 | "no YAML"
    }

    def "an empty herald.yml sets nothing"() {
        expect:
        SettingsFile.read(Files.writeString(folder.resolve("herald.yml"), "# nothing\n")) == [:]
    }

    def "a herald.yml that is asked for and missing is told"() {
        when:
        SettingsFile.read(folder.resolve("none.yml"))

        then:
        UsageException refusal = thrown()
        refusal.message.contains("none.yml can't be read")
    }

    def "docs/settings.md tells every setting as it is"() {
        given:
        Path documented = Path.of("..", "docs", "settings.md")

        expect: "if this fails, put the text that follows under its heading"
        Files.readString(documented).contains(table())
    }

    private static String table() {
        "| flag, and key of herald.yml | environment | default | what it is |\n| --- | --- | --- | --- |\n" + Setting.values().collect {
            "| `${it.flag()}${it.label() ? ' ' + it.label() : ''}` | `${it.environment()}` | ${it.defaultValue() ? "`${it.defaultValue()}`" : ''} | ${it.doc()} |"
        }.join("\n")
    }
}
