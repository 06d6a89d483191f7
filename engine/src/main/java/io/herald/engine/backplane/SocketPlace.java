package io.herald.engine.backplane;

import io.herald.engine.model.Listed;
import io.herald.engine.model.Page;
import io.herald.engine.model.SocketInfo;

/**
 * A socket and the node that has it.
 *
 * @param node its name
 */
public record SocketPlace(String node, SocketInfo socket) implements Listed {

    /** What one node told of its sockets. */
    public static Page<SocketPlace> on(String node, Page<SocketInfo> page) {
        return new Page<>(
                page.sockets(),
                page.items().stream()
                        .map(socket -> new SocketPlace(node, socket))
                        .toList(),
                page.more());
    }

    @Override
    public String key() {
        return socket.key();
    }

    @Override
    public int weight() {
        return socket.weight();
    }
}
