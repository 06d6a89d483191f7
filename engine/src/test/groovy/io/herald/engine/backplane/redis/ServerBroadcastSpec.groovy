package io.herald.engine.backplane.redis

import com.fasterxml.jackson.databind.json.JsonMapper
import io.herald.engine.backplane.MsgPack
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.NodeSockets
import java.time.Duration
import java.util.concurrent.BlockingQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.function.Consumer
import redis.clients.jedis.BinaryJedisPubSub
import redis.clients.jedis.Jedis
import redis.clients.jedis.util.SafeEncoder
import spock.lang.AutoCleanup

/** What a Node server hears of a broadcast that clients acknowledge. */
class ServerBroadcastSpec extends OpeningSpec {

    @AutoCleanup
    RedisServer redis = RedisServer.started()

    /** What the server of this name is told, as JSON. */
    private BlockingQueue<Map> toldTo(String uid) {
        BlockingQueue<Map> told = new LinkedBlockingQueue<>()
        CountDownLatch listening = new CountDownLatch(1)
        Jedis listener = open(new Jedis(URI.create(redis.url)))
        BinaryJedisPubSub hearing = new BinaryJedisPubSub() {
            @Override
            void onMessage(byte[] channel, byte[] message) {
                told << new JsonMapper().readValue(MsgPack.toJson(message), Map)
            }

            @Override
            void onSubscribe(byte[] channel, int count) {
                listening.countDown()
            }
        }
        Thread.startDaemon {
            try {
                listener.subscribe(hearing, SafeEncoder.encode("${StreamSettings.DEFAULTS.key()}#/#$uid#" as String))
            } catch (Exception ignored) { // it is closed with the spec
            }
        }
        assert listening.await(30, TimeUnit.SECONDS)
        told
    }

    def "an answer that finds the worker full is told with the next"() {
        given:
        BlockingQueue<Map> told = toldTo("node")
        Line line = open(new Line(new Dialer(RedisSettings.parse(redis.url), Duration.ofSeconds(2))))
        NodeServers servers = new NodeServers(line, StreamSettings.DEFAULTS, "herald")
        Worker worker = open(new Worker("herald-server-broadcast-spec", "nothing can be told", 1))
        Consumer<Object> answered = null
        NodeSockets sockets = Stub() {
            ask(_ as Broadcast, _ as Consumer) >> { Broadcast asked, Consumer<Object> whenAnswered -> answered = whenAnswered; 2 }
        }
        String data = '{"requestId":"r","packet":{"type":2,"data":["Event"]},"opts":{"rooms":[],"except":[],"flags":{}}}'
        new ServerBroadcast(servers, new NodeServers.Message(NodeServers.BROADCAST, "node", Namespace.ROOT, "r", new JsonMapper().readTree(data)), worker).begin(sockets)

        expect:
        told.poll(30, TimeUnit.SECONDS).data.clientCount == 2

        when: "the worker is busy, and one more waits for it"
        CountDownLatch begun = new CountDownLatch(1)
        CountDownLatch gate = new CountDownLatch(1)
        worker.ask { begun.countDown(); gate.await() }
        begun.await()
        def waiting = worker.ask { }
        answered.accept("first")
        gate.countDown()
        waiting.toCompletableFuture().get(30, TimeUnit.SECONDS)
        answered.accept("second")

        then:
        (1..2).collect { told.poll(30, TimeUnit.SECONDS)?.data?.packet } == ["first", "second"]
    }
}
