package io.herald.engine.model

import spock.lang.Specification
import spock.lang.Unroll

class NamespaceSpec extends Specification {

    @Unroll("#why")
    def "a namespace refuses a path that is"(String path, String why) {
        when:
        new Namespace(path)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.startsWith("namespace must start with '/'")

        where:
        path            || why
        ""              || "empty"
        "chat"          || "without a slash"
        "/a,b"          || "holding the protocol's comma"
        "/a?b"          || "holding a query"
        "/a\tb"         || "holding a control character"
        "/" + "x" * 128 || "too long"
    }

    def "the root namespace is a slash"() {
        expect:
        Namespace.ROOT.path() == "/"
    }
}
