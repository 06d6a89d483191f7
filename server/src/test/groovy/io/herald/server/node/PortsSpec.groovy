package io.herald.server.node

import io.herald.server.settings.Setting
import io.herald.server.settings.Settings
import io.herald.server.settings.UsageException
import spock.lang.Specification
import spock.lang.Unroll

class PortsSpec extends Specification {

    private static Settings settings(String bind, int adminPort, int socketioPort) {
        Settings.of([(Setting.BIND): bind, (Setting.ADMIN_PORT): adminPort.toString(), (Setting.SOCKETIO_PORT): socketioPort.toString()], [:], [:])
    }

    def "free ports of an address of this machine are fine"(String bind) {
        when:
        Ports.requireFree(settings(bind, 0, 0))

        then:
        noExceptionThrown()

        where:
        bind << ["127.0.0.1", "localhost", "0.0.0.0"]
    }

    def "a port in use is told with the flag that names another"(Setting taken, String flag) {
        given:
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))
        int admin = taken == Setting.ADMIN_PORT ? other.localPort : 0
        int socketio = taken == Setting.SOCKETIO_PORT ? other.localPort : 0

        when:
        Ports.requireFree(settings("127.0.0.1", admin, socketio))

        then:
        UsageException refusal = thrown()
        refusal.message == "port $other.localPort of 127.0.0.1 can't be bound: stop what listens there, or choose another with $flag (0 picks a free one)"

        cleanup:
        other?.close()

        where:
        taken                 || flag
        Setting.ADMIN_PORT    || "--admin-port"
        Setting.SOCKETIO_PORT || "--socketio-port"
    }

    @Unroll("bind #bind, ports #adminPort and #socketioPort")
    def "what can't be bound by anybody is told as such"(String bind, int adminPort, int socketioPort, String said) {
        when:
        Ports.requireFree(settings(bind, adminPort, socketioPort))

        then:
        UsageException refusal = thrown()
        refusal.message.startsWith(said)

        where:
        bind              | adminPort | socketioPort || said
        "no.such.invalid" | 0         | 0            || "bind 'no.such.invalid' is no address of this machine"
        "192.0.2.1"       | 0         | 0            || "bind '192.0.2.1' is no address of this machine"
        "127.0.0.1"       | 7070      | 7070         || "admin-port and socketio-port are both 7070"
    }
}
