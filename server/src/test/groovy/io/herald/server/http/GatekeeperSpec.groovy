package io.herald.server.http

import io.javalin.http.Context
import java.util.concurrent.TimeUnit
import spock.lang.Specification

class GatekeeperSpec extends Specification {

    long now = 0
    Gatekeeper gatekeeper = new Gatekeeper("the-token-of-herald", { now })

    private String refusal(String authorization, String address = "127.0.0.1") {
        Context request = Stub()
        request.header("Authorization") >> authorization
        request.ip() >> address
        try {
            gatekeeper.check(request)
            return "in"
        } catch (ApiException e) {
            return e.code()
        }
    }

    def "only the token lets in, in a header of its scheme"(String authorization, String answer) {
        expect:
        refusal(authorization) == answer

        where:
        authorization                  || answer
        "Bearer the-token-of-herald"   || "in"
        "bearer the-token-of-herald"   || "in"
        "Bearer the-token-of-heralds"  || "unauthorized"
        "Bearer the-token-of-heral"    || "unauthorized"
        "Bearer "                      || "unauthorized"
        "Basic the-token-of-herald"    || "unauthorized"
        "the-token-of-herald"          || "unauthorized"
        null                           || "unauthorized"
    }

    def "an address that tries too often waits a minute, and others do not"() {
        given:
        (1..Gatekeeper.TRIES).each { assert refusal("Bearer wrong") == "unauthorized" }

        expect:
        refusal("Bearer the-token-of-herald") == "too-many-attempts"
        refusal("Bearer the-token-of-herald", "127.0.0.2") == "in"
        refusal("Bearer the-token-of-herald", "[2001:db8::1]") == "in"

        when:
        now = TimeUnit.SECONDS.toNanos(61)

        then:
        refusal("Bearer the-token-of-herald") == "in"
    }

    def "a client of IPv6 tries no more often from one address of its network after the other"() {
        given:
        (1..Gatekeeper.TRIES).each { assert refusal("Bearer wrong", "[2001:db8:0:1::$it]") == "unauthorized" }

        expect:
        refusal("Bearer the-token-of-herald", "[2001:db8:0:1::ffff]") == "too-many-attempts"
        refusal("Bearer the-token-of-herald", "[2001:db8:0:2::1]") == "in"
    }
}
