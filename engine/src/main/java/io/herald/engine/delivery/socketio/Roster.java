package io.herald.engine.delivery.socketio;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sockets that get a broadcast, as they were at one moment, by their event loops. Immutable. */
final class Roster {
    static final Roster NOBODY = new Roster(List.of(), List.of());

    private final List<ClientSocket> sockets;
    private final List<Share> shares;

    /** The sockets of one event loop. It is the same object as long as nobody comes or goes: what is sent to it can be put together. */
    static final class Share {
        private final EventLoop loop;
        private final List<ClientSocket> sockets = new ArrayList<>();

        Share(EventLoop loop) {
            this.loop = loop;
        }

        EventLoop loop() {
            return loop;
        }

        List<ClientSocket> sockets() {
            return sockets;
        }
    }

    private Roster(List<ClientSocket> sockets, List<Share> shares) {
        this.sockets = sockets;
        this.shares = shares;
    }

    static Roster of(Collection<ClientSocket> sockets) {
        Map<EventLoop, Share> byLoop = new LinkedHashMap<>(4);
        for (ClientSocket socket : sockets) {
            byLoop.computeIfAbsent(socket.session().loop(), Share::new).sockets.add(socket);
        }
        return new Roster(List.copyOf(sockets), List.copyOf(byLoop.values()));
    }

    int size() {
        return sockets.size();
    }

    List<ClientSocket> sockets() {
        return sockets;
    }

    List<Share> shares() {
        return shares;
    }
}
