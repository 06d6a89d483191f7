package io.herald.engine.backplane.redis

import groovy.transform.CompileStatic
import io.herald.engine.backplane.Receipt
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import java.util.function.ToIntFunction

/** A node whose sockets are a list: what they heard, and what they should have heard. */
@CompileStatic
class RecordingNode implements AutoCloseable {

    static final StreamSettings QUICK = ServingNode.QUICK

    final String name
    final RedisBackplane backplane
    final List<String> heard = Collections.synchronizedList([] as List<String>)
    final List<Gap> gaps = new CopyOnWriteArrayList<>()
    final List<CompletableFuture<Receipt>> receipts = new CopyOnWriteArrayList<>()
    volatile long slownessMillis

    RecordingNode(String name, String url, StreamSettings settings = QUICK) {
        this(name, RedisSettings.parse(url), settings)
    }

    RecordingNode(String name, RedisSettings redis, StreamSettings settings = QUICK) {
        this.name = name
        backplane = new RedisBackplane(redis, settings, { Gap it -> gaps << it })
    }

    static RecordingNode started(String name, String url, StreamSettings settings = QUICK) {
        new RecordingNode(name, url, settings).start()
    }

    RecordingNode start() {
        backplane.start({ Broadcast it -> hear(it) } as ToIntFunction<Broadcast>)
        this
    }

    private int hear(Broadcast broadcast) {
        if (slownessMillis > 0) {
            Thread.sleep(slownessMillis)
        }
        heard << broadcast.id()
        1
    }

    CompletableFuture<Receipt> publish(int number) {
        publish(broadcast(number, ""))
    }

    /** With data of so many bytes. */
    CompletableFuture<Receipt> publish(int number, int bytes) {
        publish(broadcast(number, "x" * (bytes - DataText.write(broadcast(number, "")).length)))
    }

    CompletableFuture<Receipt> publishTogether(IntRange numbers) {
        backplane.publish(numbers.collect { int it -> broadcast(it, "") }).toCompletableFuture()
    }

    private Broadcast broadcast(int number, String padding) {
        new Broadcast("$name-$number", Namespace.ROOT, "Tick", ["room"] as Set, Payload.of("{\"number\":$number,\"padding\":\"$padding\"}"))
    }

    private CompletableFuture<Receipt> publish(Broadcast broadcast) {
        CompletableFuture<Receipt> receipt = backplane.publish(broadcast).toCompletableFuture()
        receipts << receipt
        receipt
    }

    /** Publishes at a pace, on a thread of its own, until it is closed. */
    AutoCloseable burst(long everyMillis) {
        CompletableFuture<Void> over = new CompletableFuture<>()
        Thread thread = Thread.start("burst") {
            for (int number = 1; !over.done; number++) {
                publish(number)
                TimeUnit.MILLISECONDS.sleep(everyMillis)
            }
        }
        return { over.complete(null); thread.join() } as AutoCloseable
    }

    /** The receipts, all of them, or a timeout. */
    List<Receipt> answers() {
        receipts.collect { it.get(30, TimeUnit.SECONDS) }
    }

    /** What of a publisher's numbers was lost, heard twice, or heard after a later one. */
    Map<String, Integer> tally(RecordingNode publisher, IntRange numbers) {
        List<Integer> got = heard.toList().findAll { it.startsWith(publisher.name + "-") }.collect { it.split("-")[1] as int }
        int disordered = (1..<Math.max(2, got.size())).count { int i -> i < got.size() && got[i] < got[i - 1] } as int
        [lost: (numbers.toList() - got).size(), twice: got.size() - got.toSet().size(), disordered: disordered]
    }

    @Override
    void close() {
        backplane.close()
    }
}
