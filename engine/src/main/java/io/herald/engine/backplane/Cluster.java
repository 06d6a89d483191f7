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
import java.util.concurrent.CompletionStage;

/**
 * The nodes that are up, and the sockets of all of them. Thread-safe.
 *
 * <p>Every answer about sockets is put together anew from what each node says of its own, within {@link #PATIENCE}: nothing is kept
 * that could outlive its node. A node that died is listed, and named by {@link Gathered#missing}, for ten seconds at most; a node that
 * is named there may have sockets that the answer lacks. An answer that names none is complete: it has every socket that was connected
 * before it was asked for and is still there.
 */
public interface Cluster extends AutoCloseable {
    /** How long nodes may take to answer. */
    Duration PATIENCE = Duration.ofSeconds(2);

    /** Begins to say that this node is up, and to answer for its sockets. When it returns, others ask this node, too. */
    void start(NodeSockets sockets);

    /** Those that said they are up within the last seconds: this one first, the others by name. Blocks. */
    Gathered<List<ClusterNode>> nodes();

    /** The same, of a few seconds ago at most. Does not block. */
    List<ClusterNode> lastKnown();

    /** As {@link NodeSockets#rooms}, over all nodes. */
    CompletionStage<Gathered<Page<Tally>>> rooms(Namespace namespace, Slice slice);

    /** As {@link NodeSockets#users}, over all nodes: who is there, each once however many sockets, on however many nodes. */
    CompletionStage<Gathered<Page<Tally>>> users(Selection selection, Slice slice);

    /** As {@link NodeSockets#sockets}, over all nodes. */
    CompletionStage<Gathered<Page<SocketPlace>>> sockets(Selection selection, Slice slice);

    /**
     * As {@link NodeSockets#change}, on every node. What is broadcast after the answer finds it done on all nodes but the missing ones,
     * which may still do it later, or never.
     */
    CompletionStage<Gathered<Integer>> change(Selection selection, Change change);

    /** As {@link NodeSockets#acks}, over all nodes that answer: completes once nobody is waited for any more, or the time is over. */
    CompletionStage<Gathered<AckCount>> acks(String broadcast, Duration within);

    /** Others are answered from this, from now on; a node without has nothing against any edition. */
    void answerFor(NodeScripts scripts);

    /** As {@link NodeScripts#tryOut}, on all other nodes; answers with the objections there are. */
    CompletionStage<Gathered<List<Objection>>> tryOut(String proposal, Duration within);

    /** As {@link NodeScripts#catchUp}, on all other nodes; answers with the objections there are. */
    CompletionStage<Gathered<List<Objection>>> catchUp(String version, Duration within);

    /** Says that this node is gone. */
    @Override
    void close();
}
