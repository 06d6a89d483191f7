package io.herald.engine.delivery.socketio

import spock.lang.Specification
import spock.lang.Unroll

class OriginPolicySpec extends Specification {

    @Unroll("#allowed, page of #origin, asking #host: #admitted")
    def "pages of the same host and of allowed origins come in, and clients that are no browsers"(List<String> allowed, String origin, String host, boolean admitted) {
        expect:
        new OriginPolicy(allowed).admits(origin, host) == admitted

        where:
        allowed               | origin                 | host             || admitted
        []                    | null                   | "a.example:9092" || true
        []                    | "http://a.example:9092"| "a.example:9092" || true
        []                    | "http://A.example:9092"| "a.example:9092" || true
        []                    | "http://a.example"     | "a.example:9092" || false
        []                    | "https://evil.example" | "a.example:9092" || false
        []                    | "null"                 | "a.example:9092" || false
        []                    | "http://a b"           | "a.example:9092" || false
        []                    | "https://evil.example" | null             || false
        ["https://b.example"] | "https://b.example"    | "a.example:9092" || true
        ["https://b.example"] | "http://b.example"     | "a.example:9092" || false
        ["https://b.example"] | "http://a.example:9092"| "a.example:9092" || false
        ["*"]                 | "https://evil.example" | "a.example:9092" || true
    }
}
