package io.herald.engine.backplane.redis

import groovy.transform.CompileStatic
import io.herald.engine.Engine
import io.herald.engine.Links
import io.herald.engine.backplane.ClusterNode
import io.herald.engine.backplane.Receipt
import io.herald.engine.delivery.Delivered
import io.herald.engine.delivery.Delivery
import io.herald.engine.delivery.socketio.SocketIoDelivery
import io.herald.engine.delivery.socketio.SocketIoSettings
import io.herald.engine.delivery.socketio.SocketLimit
import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventNaming
import io.herald.engine.event.Limits
import io.herald.engine.event.RoomDefinition
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.herald.engine.model.Room
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CopyOnWriteArrayList

/** A node as the server wires it, with a Socket.IO port of its own; room "tick" is open to everybody. */
@CompileStatic
class ServingNode implements AutoCloseable {

    static final StreamSettings QUICK = StreamSettings.DEFAULTS.withTimeout(Duration.ofSeconds(1))

    final String name
    final RedisBackplane backplane
    final List<Gap> gaps = new CopyOnWriteArrayList<>()
    final Queue<CompletableFuture<Receipt>> receipts = new ConcurrentLinkedQueue<>()
    volatile long slownessMillis
    private final Delivery delivery
    private final Engine engine

    private ServingNode(String name, String url, StreamSettings settings, int port) {
        this.name = name
        RedisSettings redis = RedisSettings.parse(url)
        SocketIoSettings patient = new SocketIoSettings("127.0.0.1", port, [] as List<String>)
                .with(SocketLimit.CONNECTIONS_PER_ADDRESS, 10_000)
                .with(SocketLimit.PENDING_BYTES, 1 << 28) // a node that catches up gives its clients a lot at once
        delivery = new PacedDelivery(new SocketIoDelivery(patient))
        backplane = new RedisBackplane(redis, settings, { Gap gap -> gaps << gap; delivery.cutAll(gap.reason()) })
        ClusterNode self = new ClusterNode(ClusterNode.newId(), name, "", "", 0, 0, 0, "", 0)
        Links links = new Links(backplane, new RedisStore(redis, settings.key(), settings.secret()), new RedisCluster(redis, settings, { self }))
        engine = new Engine(links, delivery, Duration.ofMinutes(2), EventNaming.AS_WRITTEN, Limits.DEFAULTS)
        engine.use(new EventCatalog("spec", [:], [tick: new OpenRoom()] as Map<String, RoomDefinition>, [], []))
    }

    static ServingNode started(String name, String url, StreamSettings settings = QUICK, int port = 0) {
        ServingNode node = new ServingNode(name, url, settings, port)
        node.engine.start()
        node
    }

    int getPort() { delivery.port() }

    /** As text, so that a client can tell who published which number to which room, and when. */
    CompletableFuture<Receipt> publish(String publisher, int room, int number, String padding = "") {
        Payload payload = Payload.of(/"$publisher",$room,$number,${System.nanoTime()},"$padding"/)
        CompletableFuture<Receipt> receipt = backplane.publish(new Broadcast("$publisher-$room-$number", Namespace.ROOT, "Tick", ["tick.$room".toString()] as Set, payload)).toCompletableFuture()
        receipts << receipt
        receipt
    }

    /** Sends its clients away, lets what is queued go out, ends. */
    @Override
    void close() { engine.close() }

    /** Takes its time over each broadcast, where so told. */
    @CompileStatic
    private class PacedDelivery implements Delivery {
        @Delegate
        private final SocketIoDelivery real

        PacedDelivery(SocketIoDelivery real) { this.real = real }

        @Override
        Delivered deliver(Broadcast broadcast) {
            if (slownessMillis > 0) {
                Thread.sleep(slownessMillis)
            }
            real.deliver(broadcast)
        }
    }

    @CompileStatic
    private static class OpenRoom implements RoomDefinition {
        @Override
        String name() { "tick" }

        @Override
        Namespace namespace() { Namespace.ROOT }

        @Override
        List<String> parameters() { ["id"] }

        @Override
        RoomDefinition.Access access() { RoomDefinition.Access.ANYONE }

        @Override
        Room room(List<Object> arguments) { new Room("tick.${arguments[0]}") }

        @Override
        boolean admits(Optional<Map<String, Object>> user, List<Object> arguments) { true }
    }
}
