package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Presence
import io.herald.engine.backplane.PresenceContract
import io.herald.engine.model.Member
import io.herald.engine.model.Room
import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.util.concurrent.PollingConditions

class RedisPresenceSpec extends PresenceContract {

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    PollingConditions soon = new PollingConditions(timeout: 30, delay: 0.1)
    List<RedisPresence> nodes = []
    List<String> heard = new CopyOnWriteArrayList<>()

    RedisPresence presence

    def setup() {
        redis.call { it.flushAll() }
        presence = node("one")
    }

    def cleanup() {
        nodes*.close()
    }

    @Override
    Presence presence() { presence }

    private RedisPresence node(String name, String url = redis.url) {
        RedisPresence made = new RedisPresence(RedisSettings.parse(url), "c")
        nodes << made
        made.start(new Presence.Listener() {
            @Override
            void lost(Room room, Member member) { heard << "$name: ${member.id()} left $room".toString() }

            @Override
            void forgotten() { heard << "$name is forgotten".toString() }
        })
        made
    }

    def "a member with sockets on two nodes comes once and goes once"() {
        given:
        RedisPresence two = node("two")

        expect:
        told(presence.enter(CHAT, ANN))
        !told(two.enter(CHAT, ANN))
        members(two, CHAT) == [ANN] as Set
        !told(presence.leave(CHAT, ANN))
        told(two.has(CHAT, ANN))
        told(two.leave(CHAT, ANN))
        redis.call { it.keys("*node:*").size() + it.keys("*at:*").size() + it.keys("*room:*").size() } == 0
    }

    def "the members of a node that is gone leave, each told by one of the others, but for those who are elsewhere"() {
        given:
        TcpProxy wire = new TcpProxy(redis.port)
        RedisPresence dying = node("dying", wire.url)
        RedisPresence two = node("two")
        500.times { dying.enter(new Room("r$it"), ANN) }
        told(dying.enter(CHAT, BOB))
        told(dying.enter(CHAT, ANN))
        told(two.enter(CHAT, ANN))

        when:
        wire.close()

        then:
        soon.eventually { assert heard.count { it.contains("left") } == 501 }
        heard*.replaceFirst(/^\w+: /, "").toSet().size() == 501
        heard.any { it.endsWith("7 left chat é") }
        members(presence, CHAT) == [ANN] as Set
    }

    def "a node that stops leaves its members to the others, and those who came there meanwhile stay"() {
        given:
        RedisPresence stopping = node("stopping")
        told(stopping.enter(CHAT, ANN))
        told(stopping.enter(CHAT, BOB))

        when:
        stopping.close()
        nodes.remove(stopping)

        then:
        members(presence, CHAT) == [ANN, BOB] as Set
        !told(presence.enter(CHAT, ANN))
        soon.eventually { assert heard == ["one: 7 left chat é"] }
        members(presence, CHAT) == [ANN] as Set
    }

    def "when Redis lost everything, a node is told to enter it anew"() {
        given:
        told(presence.enter(CHAT, ANN))
        soon.eventually { assert redis.call { it.zcard("{herald}:present:c:nodes") } == 1 } // it was seen before

        when:
        redis.call { it.flushAll() }

        then:
        soon.eventually { assert heard == ["one is forgotten"] }
        told(presence.enter(CHAT, ANN))
    }

    def "a node that comes back while others take apart what it had is told so, before they are done"() {
        given:
        Line line = new Line(new Dialer(RedisSettings.parse(redis.url), Duration.ofSeconds(5)))
        PresenceScripts scripts = new PresenceScripts(line, "{herald}:present:others:")
        scripts.beat("late")
        (1..30).each { scripts.enter("late", "/\nroom", "$it", "{}") }
        redis.call { it.zadd("{herald}:present:others:nodes", 1d, "late") }

        expect:
        scripts.bury(10)[0] == "10".bytes
        scripts.beat("late")
        !scripts.beat("late")

        cleanup:
        line?.close()
    }

    def "what could not be said before a node was first seen is said anew, too"() {
        given:
        TcpProxy wire = new TcpProxy(redis.port)
        wire.stall()
        RedisPresence far = node("far", wire.url)

        when:
        told(far.enter(CHAT, ANN))

        then:
        thrown(Exception)

        when:
        wire.heal()

        then:
        soon.eventually { assert heard.contains("far is forgotten") }

        cleanup:
        wire?.close()
    }

    def "what could not be said while Redis was away is said anew, and what is over is buried"() {
        given:
        TcpProxy wire = new TcpProxy(redis.port)
        RedisPresence far = node("far", wire.url)
        told(far.enter(CHAT, ANN))
        told(far.enter(CHAT, BOB))
        wire.stall()

        when:
        told(far.leave(CHAT, BOB))

        then:
        thrown(Exception)
        far.failures() > 0

        when:
        wire.heal()

        then:
        soon.eventually { assert heard.contains("far is forgotten") }

        when:
        told(far.enter(CHAT, ANN))

        then:
        soon.eventually { assert heard.any { it.endsWith("7 left chat é") } }
        members(presence, CHAT) == [ANN] as Set
        !heard.any { it.contains("ann left") }
    }
}
