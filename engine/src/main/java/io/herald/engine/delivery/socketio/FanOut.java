package io.herald.engine.delivery.socketio;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes broadcasts to many sockets: one task for each event loop, one frame for all, one flush for each channel however many broadcasts have
 * piled up. An idle loop writes at once: a lone broadcast waits for nothing. Thread-safe; broadcasts of one thread stay in order.
 */
final class FanOut {
    private final Map<EventLoop, LoopQueue> queues = new ConcurrentHashMap<>();

    /** One broadcast's part for one event loop. */
    private record Part(Message message, ByteBuf frame, List<ClientSocket> sockets) {}

    void send(Message message, Collection<ClientSocket> sockets) {
        Map<EventLoop, List<ClientSocket>> byLoop = new HashMap<>();
        sockets.forEach(socket -> byLoop.computeIfAbsent(socket.session().loop(), loop -> new ArrayList<>())
                .add(socket));
        ByteBuf frame = message.frame();
        byLoop.forEach((loop, own) ->
                queues.computeIfAbsent(loop, LoopQueue::new).add(new Part(message, frame.retainedDuplicate(), own)));
        frame.release();
    }

    private static final class LoopQueue {
        private final EventLoop loop;
        private final Queue<Part> parts = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean isScheduled = new AtomicBoolean();

        LoopQueue(EventLoop loop) {
            this.loop = loop;
        }

        void add(Part part) {
            parts.add(part);
            if (isScheduled.compareAndSet(false, true)) {
                loop.execute(this::drain);
            }
        }

        private void drain() {
            isScheduled.set(false); // what is added from here on schedules anew
            Set<Channel> written = new HashSet<>();
            Part part;
            while ((part = parts.poll()) != null) {
                write(part, written);
            }
            written.forEach(Channel::flush);
        }

        private static void write(Part part, Set<Channel> written) {
            try {
                for (ClientSocket socket : part.sockets()) {
                    Channel channel = socket.write(part.message(), part.frame());
                    if (channel != null) {
                        written.add(channel);
                    }
                }
            } finally {
                part.frame().release();
            }
        }
    }
}
