package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.model.NodeSockets;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A Node server's broadcast that clients shall acknowledge: the server is told how many of them this node has, and what each answers.
 * However many answers come at once, they are one task of the worker. Thread-safe.
 */
final class ServerBroadcast {
    private final NodeServers servers;
    private final NodeServers.Message message;
    private final Worker talking;
    private final Queue<Optional<Object>> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isTelling = new AtomicBoolean();

    /** @param talking tells the server; its tasks may fail as Redis does, and then the server waits in vain */
    ServerBroadcast(NodeServers servers, NodeServers.Message message, Worker talking) {
        this.servers = servers;
        this.message = message;
        this.talking = talking;
    }

    void begin(NodeSockets sockets) throws MalformedException {
        servers.count(message, sockets.ask(NodeServers.broadcast(message), this::answered));
    }

    private void answered(@Nullable Object answer) {
        answers.add(Optional.ofNullable(answer));
        if (isTelling.compareAndSet(false, true)) {
            var unused = talking.ask(Executors.callable(this::tell)).exceptionally(failure -> {
                isTelling.set(false); // the next answer is told with those that were not
                return null;
            });
        }
    }

    private void tell() {
        isTelling.set(false); // what comes from here on is told anew
        for (Optional<Object> next = answers.poll(); next != null; next = answers.poll()) {
            servers.answered(message, next.orElse(null));
        }
    }
}
