package io.herald.engine.delivery.socketio

import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import spock.lang.Specification

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

    def "an IPv6 network is one address, however many of its own a client takes"() {
        given:
        AddressCount count = new AddressCount(1)

        expect:
        ["2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:2::1"].collect { count.enter(address(it)) } == [true, false, true]

        when:
        count.leave(address("2001:db8:0:1::2"))

        then:
        count.enter(address("2001:db8:0:1::3"))
    }
}
