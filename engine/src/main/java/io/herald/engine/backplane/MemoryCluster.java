package io.herald.engine.backplane;

import io.herald.engine.model.AckCount;
import io.herald.engine.model.Change;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.NodeSockets;
import io.herald.engine.model.Page;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.Tally;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** One node and no other. Thread-safe. */
public final class MemoryCluster implements Cluster {
    private final Supplier<ClusterNode> self;
    private volatile NodeSockets sockets = NodeSockets.NONE;

    public MemoryCluster(Supplier<ClusterNode> self) {
        this.self = self;
    }

    @Override
    public void start(NodeSockets own) {
        sockets = own;
    }

    @Override
    public Gathered<List<ClusterNode>> nodes() {
        return new Gathered<>(List.of(self.get()), List.of());
    }

    @Override
    public CompletionStage<Gathered<Page<Tally>>> rooms(Namespace namespace, Slice slice) {
        return own(node -> node.rooms(namespace, slice));
    }

    @Override
    public CompletionStage<Gathered<Page<Tally>>> users(Selection selection, Slice slice) {
        return own(node -> node.users(selection, slice));
    }

    @Override
    public CompletionStage<Gathered<Page<SocketPlace>>> sockets(Selection selection, Slice slice) {
        return own(node -> SocketPlace.on(self.get().name(), node.sockets(selection, slice)));
    }

    @Override
    public CompletionStage<Gathered<Integer>> change(Selection selection, Change change) {
        return own(node -> node.change(selection, change));
    }

    @Override
    public CompletionStage<Gathered<AckCount>> acks(String broadcast, Duration within) {
        return own(node -> node.acks(broadcast));
    }

    private <T> CompletionStage<Gathered<T>> own(Function<NodeSockets, T> question) {
        return CompletableFuture.completedFuture(new Gathered<>(question.apply(sockets), List.of()));
    }

    @Override
    public List<ClusterNode> lastKnown() {
        return nodes().answer();
    }

    @Override
    public void answerFor(NodeScripts scripts) {
        // nobody asks
    }

    @Override
    public CompletionStage<Gathered<List<Objection>>> tryOut(String proposal, Duration within) {
        return CompletableFuture.completedFuture(new Gathered<>(List.of(), List.of()));
    }

    @Override
    public CompletionStage<Gathered<List<Objection>>> catchUp(String version, Duration within) {
        return tryOut(version, within);
    }

    @Override
    public void close() {
        sockets = NodeSockets.NONE;
    }
}
