package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.Gathered;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.backplane.NodeScripts;
import io.herald.engine.backplane.Objection;
import io.herald.engine.backplane.SocketPlace;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.AckCount;
import io.herald.engine.model.Change;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.NodeSockets;
import io.herald.engine.model.Page;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** The nodes that share a Redis: they show themselves by heartbeats, and ask each other over channels. Thread-safe. */
public final class RedisCluster implements Cluster {
    private static final Logger log = LoggerFactory.getLogger(RedisCluster.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long STALE_MILLIS = 10_000;
    private static final int MAX_WAITING = 1_000;
    private static final Executor ACKS_PAUSE = CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS);

    private final Supplier<ClusterNode> self;
    private final Line line;
    private final Heartbeats heartbeats;
    private final NodeChannel channel;
    private final NodeServers servers;
    private final Map<String, Inquiry> inquiries = new ConcurrentHashMap<>();
    private final SparingLog sparing = new SparingLog(log);
    private final Worker worker =
            new Worker("herald-redis-cluster", "other nodes can't be asked or answered", MAX_WAITING);
    private volatile NodeSockets sockets = NodeSockets.NONE;
    private volatile NodeScripts scripts = NodeScripts.NONE;

    /**
     * @param stream whose key Node servers share, unless it has a secret: then nodes believe only those that have it, too
     * @param self what this node says of itself, now; its id stays
     */
    public RedisCluster(RedisSettings settings, StreamSettings stream, Supplier<ClusterNode> self) {
        this.self = self;
        this.line = new Line(new Dialer(settings, TIMEOUT));
        String id = self.get().id();
        this.servers = new NodeServers(line, stream, id);
        this.heartbeats = new Heartbeats(line, stream.key(), self, this::listen);
        this.channel = new NodeChannel(settings, line, stream.secret(), id, this::take, this::takeFromServer);
    }

    /** How often since the start the other nodes could not be told that this one is up, asked or answered. */
    public long failures() {
        return heartbeats.failures() + worker.failures();
    }

    @Override
    public void start(NodeSockets own) {
        sockets = own;
        listen();
        channel.start();
        heartbeats.start();
    }

    /** Node servers have channels of their own for each namespace. */
    private void listen() {
        if (servers.mayBe()) {
            sockets.namespaces()
                    .forEach(namespace -> servers.channels(namespace).forEach(channel::listen));
        }
    }

    @Override
    public Gathered<List<ClusterNode>> nodes() {
        List<ClusterNode> nodes = new ArrayList<>(List.of(self.get()));
        try {
            nodes.addAll(heartbeats.others());
            return new Gathered<>(List.copyOf(nodes), List.of());
        } catch (JedisException e) {
            sparing.warn("nodes", "the other nodes can't be asked for: " + Trouble.say(e));
            return new Gathered<>(List.copyOf(nodes), unasked());
        }
    }

    @Override
    public List<ClusterNode> lastKnown() {
        List<ClusterNode> nodes = new ArrayList<>(List.of(self.get()));
        nodes.addAll(heartbeats.lastKnown());
        return nodes;
    }

    private List<String> unasked() {
        List<String> known =
                heartbeats.lastKnown().stream().map(ClusterNode::name).toList();
        return known.isEmpty() ? List.of(Inquiry.ALL_OTHERS) : known;
    }

    // ---- asking

    @Override
    public CompletionStage<Gathered<Page<Tally>>> rooms(Namespace namespace, Slice slice) {
        return ask(
                question(Question.Kind.ROOMS, Selection.all(namespace), slice, Optional.empty()),
                sockets.rooms(namespace, slice),
                answer -> ClusterText.tallies(answer.text()),
                pages -> Page.merged(pages, slice, Tally::sum));
    }

    @Override
    public CompletionStage<Gathered<Page<Tally>>> users(Selection selection, Slice slice) {
        return ask(
                question(Question.Kind.USERS, selection, slice, Optional.empty()),
                sockets.users(selection, slice),
                answer -> ClusterText.tallies(answer.text()),
                pages -> Page.merged(pages, slice, Tally::sum));
    }

    @Override
    public CompletionStage<Gathered<Page<SocketPlace>>> sockets(Selection selection, Slice slice) {
        return ask(
                question(Question.Kind.SOCKETS, selection, slice, Optional.empty()),
                SocketPlace.on(self.get().name(), sockets.sockets(selection, slice)),
                answer -> SocketPlace.on(answer.node(), ClusterText.sockets(answer.text())),
                pages -> Page.merged(pages, slice, (one, same) -> one));
    }

    @Override
    public CompletionStage<Gathered<Integer>> change(Selection selection, Change change) {
        return ask(
                question(Question.Kind.CHANGE, selection, Slice.FIRST, Optional.of(change)),
                sockets.change(selection, change),
                answer -> ClusterText.count(answer.text()),
                counts -> counts.stream().mapToInt(Integer::intValue).sum());
    }

    @Override
    public CompletionStage<Gathered<AckCount>> acks(String broadcast, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        return CompletableFuture.supplyAsync(() -> broadcast, ACKS_PAUSE) // the others have to hear of it first
                .thenCompose(this::acksNow)
                .thenCompose(told -> told.isPartial() || told.answer().isAll() || end - System.nanoTime() <= 0
                        ? CompletableFuture.completedFuture(told)
                        : acks(broadcast, Duration.ofNanos(end - System.nanoTime())));
    }

    private CompletionStage<Gathered<AckCount>> acksNow(String broadcast) {
        return ask(
                question(Question.Kind.ACKS, broadcast),
                sockets.acks(broadcast),
                answer -> ClusterText.acks(answer.text()),
                counts -> counts.stream().reduce(AckCount.NONE, AckCount::plus));
    }

    @Override
    public void answerFor(NodeScripts own) {
        scripts = own;
    }

    @Override
    public CompletionStage<Gathered<List<Objection>>> tryOut(String proposal, Duration within) {
        return objections(question(Question.Kind.TRY, proposal), within);
    }

    @Override
    public CompletionStage<Gathered<List<Objection>>> catchUp(String version, Duration within) {
        return objections(question(Question.Kind.CATCH_UP, version), within);
    }

    private CompletionStage<Gathered<List<Objection>>> objections(Question question, Duration within) {
        return ask(
                question,
                within,
                List.of(),
                answer -> {
                    List<Problem> problems = ClusterText.problems(answer.text());
                    return problems.isEmpty() ? List.of() : List.of(new Objection(answer.node(), problems));
                },
                objections -> objections.stream().flatMap(List::stream).toList());
    }

    private Question question(Question.Kind kind, String about) {
        return new Question(
                ClusterNode.newId(),
                self.get().id(),
                heartbeats.clock().orElse(0L),
                kind,
                Selection.all(Namespace.ROOT),
                Slice.FIRST,
                Optional.empty(),
                Optional.of(about));
    }

    private Question question(Question.Kind kind, Selection selection, Slice slice, Optional<Change> change) {
        return new Question(
                ClusterNode.newId(),
                self.get().id(),
                heartbeats.clock().orElse(0L),
                kind,
                selection,
                slice,
                change,
                Optional.empty());
    }

    private interface Reading<T> {
        T read(Inquiry.Answer answer) throws MalformedException;
    }

    private <T> CompletionStage<Gathered<T>> ask(
            Question question, T own, Reading<T> reading, Function<List<T>, T> together) {
        return ask(question, PATIENCE, own, reading, together);
    }

    /** Puts this node's own part together with what the others answer. */
    private <T> CompletionStage<Gathered<T>> ask(
            Question question, Duration within, T own, Reading<T> reading, Function<List<T>, T> together) {
        Inquiry inquiry = new Inquiry(question, heartbeats.lastKnown());
        inquiries.put(question.id(), inquiry);
        var unused = worker.ask(Executors.callable(() -> send(question, inquiry)))
                .whenComplete((sent, failure) -> {
                    if (failure != null) {
                        inquiry.end().complete(null);
                    }
                });
        return inquiry.end()
                .completeOnTimeout(null, within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(
                        end -> { // the thread that listens has to go on
                            inquiries.remove(question.id());
                            return gathered(inquiry, own, reading, together);
                        });
    }

    private void send(Question question, Inquiry inquiry) {
        List<ClusterNode> others = heartbeats.others();
        inquiry.asks(others);
        String text = ClusterText.write(question);
        for (ClusterNode node : others) {
            if (!channel.send(node.id(), text)) {
                inquiry.missing(node);
            }
        }
        if (servers.mayBe() && !question.kind().isOfScripts()) {
            sendToServers(question, inquiry, others.size());
        }
        inquiry.asked();
    }

    private void sendToServers(Question question, Inquiry inquiry, int nodes) {
        question.change().ifPresent(change -> servers.change(question, change));
        Namespace namespace = question.selection().namespace();
        int heralds = sockets.namespaces().contains(namespace) ? 1 + nodes : 0; // they listen there, as this one does
        int beside = servers.count(namespace) - heralds;
        if (question.change().isEmpty() && beside > 0) {
            inquiry.asksServers(beside);
            servers.ask(question);
        }
    }

    private <T> Gathered<T> gathered(Inquiry inquiry, T own, Reading<T> reading, Function<List<T>, T> together) {
        List<T> parts = new ArrayList<>(List.of(own));
        List<String> missing = new ArrayList<>(inquiry.missing());
        for (Inquiry.Answer answer : inquiry.answers()) {
            try {
                parts.add(reading.read(answer));
            } catch (MalformedException e) {
                missing.add(answer.node());
                sparing.warn("answer", "the answer of node " + answer.node() + " is skipped: " + e.getMessage());
            }
        }
        return new Gathered<>(together.apply(parts), missing);
    }

    // ---- answering

    private void take(JsonNode message) {
        try {
            if (message.has("ask")) {
                Question question = ClusterText.question(message);
                worker.execute(() -> answer(question));
                return;
            }
            Inquiry inquiry = inquiries.get(ClusterText.text(message, "id"));
            if (inquiry != null) {
                inquiry.answered(ClusterText.text(message, "from"), message);
            }
        } catch (MalformedException e) {
            sparing.warn("malformed", "a message from another node is skipped: " + e.getMessage());
        }
    }

    private void takeFromServer(byte[] packed) {
        try {
            Optional<NodeServers.Message> read = NodeServers.read(packed);
            if (read.isEmpty()) {
                return;
            }
            NodeServers.Message message = read.get();
            if (!message.isAnswer()) {
                worker.execute(() -> answerServer(message));
                return;
            }
            Inquiry inquiry = inquiries.get(message.requestId());
            if (inquiry != null) {
                String answer = NodeAnswer.ofSockets(
                        inquiry.question(), message.uid(), new SocketList(NodeServers.sockets(message)));
                inquiry.serverAnswered(message.uid(), ClusterText.read(answer.getBytes(UTF_8)));
            }
        } catch (MalformedException e) {
            sparing.warn("server", "a message from a Node server is skipped: " + e.getMessage());
        }
    }

    private void answerServer(NodeServers.Message message) {
        try {
            if (message.isBroadcast()) {
                new ServerBroadcast(servers, message, worker).begin(sockets);
            } else {
                servers.answer(message, sockets);
            }
        } catch (MalformedException e) {
            sparing.warn("server", "a message from a Node server is skipped: " + e.getMessage());
        }
    }

    private void answer(Question question) {
        long late = heartbeats.clock().map(now -> now - question.atMillis()).orElse(0L);
        if (question.atMillis() != 0 && Math.abs(late) > STALE_MILLIS) {
            return; // nobody waits for it any more
        }
        String own = self.get().id();
        if (question.kind().isOfScripts()) { // takes as long as scripts compile: others are answered meanwhile
            NodeAnswer.ofScripts(question, own, scripts)
                    .thenAccept(text -> worker.execute(() -> channel.send(question.from(), text)));
        } else {
            channel.send(question.from(), NodeAnswer.ofSockets(question, own, sockets));
        }
    }

    @Override
    public void close() {
        worker.close();
        channel.close();
        heartbeats.close();
        line.close();
        sockets = NodeSockets.NONE;
        scripts = NodeScripts.NONE;
    }
}
