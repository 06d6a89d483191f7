package io.herald.engine.delivery.socketio

import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import spock.lang.Specification
import spock.lang.Unroll

class AddressCountSpec extends Specification {

    private static InetAddress address(String text) { InetAddress.getByName(text) }

    def "so many are let in, and others once some have left"() {
        given:
        AddressCount count = new AddressCount(2)
        InetAddress one = address("192.0.2.1")

        expect:
        (1..3).collect { count.enter(one) } == [true, true, false]
        count.enter(address("192.0.2.2"))

        when:
        count.leave(one)

        then:
        (1..2).collect { count.enter(one) } == [true, false]
    }

    def "of those that come at the same moment no more are let in"() {
        given:
        AddressCount count = new AddressCount(1_000)
        ExecutorService threads = Executors.newFixedThreadPool(8)
        Callable<Integer> entering = { (1..1_000).count { count.enter(address("192.0.2.1")) } }

        expect:
        threads.invokeAll([entering] * 8)*.get().sum() == 1_000

        cleanup:
        threads.shutdown()
    }

    @Unroll("#one and #other: #isOne")
    def "addresses that one has to himself are counted as one"(String one, String other, boolean isOne) {
        given:
        AddressCount count = new AddressCount(1)

        expect:
        count.enter(address(one))
        count.enter(address(other)) != isOne

        when:
        count.leave(address(one))

        then:
        count.enter(address(one))

        where:
        one                | other                          || isOne
        "2001:db8:0:1::1"  | "2001:db8:0:1:ffff:ffff::1"    || true
        "2001:db8:0:1::1"  | "2001:db8:0:2::1"              || false
        "192.0.2.1"        | "::ffff:192.0.2.1"             || true
        "192.0.2.1"        | "192.0.2.2"                    || false
    }
}
