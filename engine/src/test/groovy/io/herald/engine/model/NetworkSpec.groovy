package io.herald.engine.model

import spock.lang.Specification
import spock.lang.Unroll

class NetworkSpec extends Specification {

    @Unroll("#one and #other: #isSame")
    def "addresses that one has to himself are of one network"(String one, String other, boolean isSame) {
        expect:
        (Network.of(one) == Network.of(other)) == isSame
        (Network.of(InetAddress.getByName(one)) == Network.of(other)) == isSame

        where:
        one               | other                       || isSame
        "2001:db8:0:1::1" | "2001:db8:0:1:ffff:ffff::1" || true
        "2001:db8:0:1::1" | "[2001:db8:0:1::2]"         || true
        "2001:db8:0:1::1" | "2001:db8:0:2::1"           || false
        "192.0.2.1"       | "::ffff:192.0.2.1"          || true
        "192.0.2.1"       | "192.0.2.2"                 || false
    }
}
