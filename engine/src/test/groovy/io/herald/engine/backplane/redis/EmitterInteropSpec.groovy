package io.herald.engine.backplane.redis

import io.herald.engine.interop.ClassicDialect
import io.herald.engine.interop.Dialect
import io.herald.engine.interop.Gateway
import io.herald.engine.interop.PythonDialect
import io.herald.engine.model.Audience
import io.herald.engine.model.Broadcast
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.Specification
import spock.util.concurrent.PollingConditions

/** Workers without a server of their own reach Herald's clients as they reached their old ones. */
class EmitterInteropSpec extends Specification {

    RedisServer redis = RedisServer.started()
    TcpProxy link = new TcpProxy(redis.port)
    List<Broadcast> heard = new CopyOnWriteArrayList<>()
    List<AutoCloseable> opened = [redis, link]
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    def cleanup() {
        opened.reverse().each { it.close() }
    }

    /** The dialect's, and the probe. */
    private long heardChannels() {
        redis.call { it.pubsubNumPat() + it.pubsubChannels().size() }
    }

    private Gateway listening(Dialect dialect) {
        Gateway gateway = new Gateway(dialect, 1 << 20, Audience.EVERYONE, { heard << it; 1 })
        RedisChannels channels = new RedisChannels(RedisSettings.parse(link.url), Duration.ofSeconds(1), dialect.pattern(), gateway)
        opened << channels
        channels.start()
        eventually.eventually { assert heardChannels() == 2 }
        gateway
    }

    private Peer opened(Peer peer) {
        opened << peer
        eventually.eventually { assert peer.heard == [["ready"]] }
        peer
    }

    private List<List<String>> got() {
        heard.collect { [it.namespace().path(), it.event(), it.rooms().join(","), it.payload().json()] }
    }

    def "Node's emitter is heard"() {
        given:
        Gateway gateway = listening(new ClassicDialect("socket.io"))
        Peer emitter = opened(Peer.node("emitter.js", redis.url))

        when:
        emitter.tell(to: "r1", nsp: "/", args: ["ev", [n: 1, text: "é😀"], 2.5])
        emitter.tell(to: ["r1", "r2"], nsp: "/chat", args: ["ev", ['$bytes': "AQID"]])
        emitter.tell(to: [], nsp: "/", args: ["bare"])

        then:
        eventually.eventually {
            assert got() == [["/", "ev", "r1", '{"n":1,"text":"é😀"},2.5'], ["/chat", "ev", "r1,r2", '"AQID"'], ["/", "bare", "", ""]]
        }
        eventually.eventually { assert gateway.stats() == new Gateway.Stats(3, 3, 0) }
    }

    def "the write-only manager of Debian's python-socketio is heard"() {
        given:
        Gateway gateway = listening(new PythonDialect("socketio", true))
        Peer worker = opened(Peer.python("worker.py", redis.url))

        when:
        worker.tell(event: "ev", data: [n: 1, text: "é😀"], room: "r1")
        worker.tell(event: "ev", arguments: [1, [2]], room: "r1", namespace: "/chat")
        worker.tell(event: "list", data: [1, 2], room: "r1")
        worker.tell(event: "bare")

        then:
        eventually.eventually {
            assert got() == [["/", "ev", "r1", '{"n":1,"text":"é😀"}'], ["/chat", "ev", "r1", "1,[2]"], ["/", "list", "r1", "[1,2]"], ["/", "bare", "", ""]]
        }
        eventually.eventually { assert gateway.stats() == new Gateway.Stats(4, 4, 0) }
    }

    def "a link that died is noticed, whether it says so or not, and made anew"(Closure<?> fault) {
        given:
        listening(new PythonDialect("socketio", true))

        when:
        fault(link)
        eventually.eventually { assert heardChannels() == 0 || fault == STALL }
        link.heal()

        then:
        eventually.eventually {
            redis.call { it.publish("socketio", '{"method":"emit","event":"ev","data":1,"namespace":"/","room":"r"}') }
            assert !heard.empty
        }

        where:
        fault << [CUT, STALL]
    }

    static final Closure<?> CUT = { TcpProxy it -> it.cut() }
    static final Closure<?> STALL = { TcpProxy it -> it.stall(); Thread.sleep(1500) }
}
