package io.herald.engine.backplane.redis

import io.herald.engine.backplane.Receipt
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit

/** Nodes, their clients, and what everybody should have heard. */
class Rig implements AutoCloseable {

    final Random random
    final int rooms
    final List<ServingNode> nodes = []
    final List<RoomClient> clients = []
    /** By publisher and room, "a/3": how many were acknowledged, from number 1 on. */
    final Map<String, Integer> acknowledged = new ConcurrentHashMap<>()
    private long healed

    Rig(long seed, int rooms) {
        this.random = new Random(seed)
        this.rooms = rooms
    }

    ServingNode node(ServingNode started) {
        nodes << started
        started
    }

    /** Connects clients to each node, every one in some rooms; they may go to another node when theirs is gone. */
    void audience(int perNode, int roomsEach) {
        nodes.eachWithIndex { ServingNode node, int index ->
            List<Integer> ports = (nodes.drop(index) + nodes.take(index))*.port
            perNode.times { client(ports, roomsEach, node.name) }
        }
    }

    RoomClient client(List<Integer> ports, int roomsEach, String homeName = "") {
        List<Integer> all = (0..<rooms).toList()
        Collections.shuffle(all, random)
        RoomClient client = RoomClient.connected(ports, all.take(roomsEach), homeName)
        clients << client
        client
    }

    /**
     * Every node publishes, the fault happens meanwhile, and they go on for a while after it is over.
     *
     * @param perNode broadcasts at least
     */
    void publishThrough(int perNode, double everyMillis, long beforeMillis, String padding = "", Closure<?> fault) {
        CompletableFuture<Void> over = new CompletableFuture<>()
        List<Thread> publishers = nodes.collect { ServingNode node -> publishing(node, perNode, everyMillis, padding, over, new Random(random.nextLong())) }
        try {
            TimeUnit.MILLISECONDS.sleep(beforeMillis)
            fault()
            healed = System.nanoTime()
            clients.each { it.since = healed }
        } finally {
            over.complete(null)
        }
        publishers*.join()
        nodes.each { ServingNode node -> node.receipts.each { it.get(60, TimeUnit.SECONDS) } }
    }

    private Thread publishing(ServingNode node, int atLeast, double everyMillis, String padding, CompletableFuture<Void> over, Random dice) {
        long begin = System.nanoTime()
        Thread.start("publisher") {
            int count = 0
            int rest = (int) Math.max(20d, 500 / everyMillis)
            while (count < atLeast || rest > 0) {
                rest -= over.done ? 1 : 0
                publishNext(node, dice.nextInt(rooms), padding)
                count++
                long due = begin + (long) (count * everyMillis * 1_000_000)
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime())
            }
        }
    }

    /** Until it is taken: a full queue says so, and takes it later. */
    private void publishNext(ServingNode node, int room, String padding) {
        String key = "$node.name/$room"
        int number = acknowledged.getOrDefault(key, 0) + 1
        CompletableFuture<Receipt> receipt = node.publish(node.name, room, number, padding)
        while (receipt.completedExceptionally) {
            node.receipts.remove(receipt)
            TimeUnit.MILLISECONDS.sleep(5)
            receipt = node.publish(node.name, room, number, padding)
        }
        acknowledged[key] = number
    }

    /** One publisher, who goes to another node when one takes no more, and waits for each answer, while something happens. */
    void publishInTurn(int atLeast, long everyMillis, Closure<?> happening) {
        CompletableFuture<Void> over = new CompletableFuture<>()
        Thread publisher = Thread.start("publisher") {
            int count = 0
            while (count < atLeast || !over.done) {
                String key = "p/${random.nextInt(rooms)}"
                publishSomewhere(key, acknowledged.getOrDefault(key, 0) + 1)
                acknowledged.merge(key, 1, Integer::sum)
                count++
                TimeUnit.MILLISECONDS.sleep(everyMillis)
            }
        }
        try {
            happening()
        } finally {
            over.complete(null)
            publisher.join()
        }
    }

    private void publishSomewhere(String key, int number) {
        while (true) {
            ServingNode node = nodes[random.nextInt(nodes.size())]
            try {
                node.publish("p", key[2..-1] as int, number).join()
                return
            } catch (CompletionException e) {
                TimeUnit.MILLISECONDS.sleep(5)
            }
        }
    }

    /** Ends a node as an operator does, and starts it again on its port. */
    void restart(int index, String url) {
        ServingNode old = nodes[index]
        int port = old.port
        old.close()
        nodes[index] = ServingNode.started(old.name, url, ServingNode.QUICK, port)
    }

    int getN() { acknowledged.values().sum() as int }

    /** What of all acknowledged was lost, heard twice, or heard after a later one, over all clients. */
    Map<String, Integer> tally() {
        Map<String, Integer> sum = [lost: 0, twice: 0, disordered: 0]
        eachSequence { RoomClient client, String key, int count, List<Integer> got ->
            Set<Integer> distinct = got.toSet()
            sum.lost += (1..count).count { int number -> !distinct.contains(number) } as int
            sum.twice += got.size() - distinct.size()
            sum.disordered += (1..<Math.max(2, got.size())).count { int i -> i < got.size() && got[i] < got[i - 1] } as int
        }
        sum
    }

    /** Of each publisher to each room of each client: how many were acknowledged, and the numbers as they were heard. */
    private void eachSequence(Closure<?> look) {
        clients.each { RoomClient client ->
            client.rooms.each { int room ->
                acknowledged.findAll { it.key.endsWith("/$room") }.each { String key, int count ->
                    look(client, key, count, client.heard.getOrDefault(key, [] as List<Integer>).toArray().toList())
                }
            }
        }
    }

    /** Where a client first heard another than the next one, or nodes and clients were told of a gap, in words; empty when nothing went wrong. */
    List<String> wrongs() {
        List<String> wrongs = []
        eachSequence { RoomClient client, String key, int count, List<Integer> got ->
            int right = (0..count).find { int i -> got[i] != i + 1 } as int
            if (wrongs.empty && (right < count || got.size() > count)) {
                wrongs << "client ${clients.indexOf(client)} at node $client.homeName heard of $key, 1 to $count: ${got.drop(Math.max(0, right - 3)).take(8)} from place ${Math.max(0, right - 3) + 1} on".toString()
            }
        }
        wrongs + nodes.findAll { !it.gaps.empty }.collect { "node $it.name: ${it.gaps*.reason()}".toString() }
    }

    /** How long after the fault the last node heard of another what was published after it; -1 when some never did. */
    long getLiveAgainMillis() {
        List<Long> soonest = nodes.collect { ServingNode node ->
            List<Long> times = clients.findAll { it.homeName == node.name && it.heardSince > 0 }*.heardSince as List<Long>
            times.empty ? -1L : (times.min() - healed).intdiv(1_000_000) as long
        }
        soonest.contains(-1L) ? -1L : soonest.max()
    }

    @Override
    void close() {
        clients*.close()
        nodes.reverse().each { it.close() }
    }
}
