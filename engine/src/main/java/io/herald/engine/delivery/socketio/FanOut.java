package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.socketio.Roster.Share;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes broadcasts to many sockets: one task for each event loop, and one write and one flush for each channel however many broadcasts have
 * piled up. An idle loop writes at once: a lone broadcast waits for nothing. Thread-safe; broadcasts of one thread stay in order.
 */
final class FanOut {
    private static final long BACK_TO_BACK_NANOS = 500_000;
    private static final int ASKED_AHEAD = 64;

    private final int turnBytes;
    private final BufferMemory memory;
    private final Map<EventLoop, LoopQueue> queues = new ConcurrentHashMap<>();

    /** @param turnBytes that a socket is given before it is flushed and others have their turn */
    FanOut(int turnBytes, BufferMemory memory) {
        this.turnBytes = turnBytes;
        this.memory = memory;
    }

    /** One broadcast's part for one event loop. */
    private record Part(Message message, Share share) {
        /** Whether both can be written as one: they are for the same sockets, and for all of them. */
        boolean goesWith(Part next) {
            return share == next.share && !message.isVolatile() && !next.message.isVolatile();
        }
    }

    void send(Message message, Roster roster) {
        for (Share share : roster.shares()) {
            queues.computeIfAbsent(share.loop(), LoopQueue::new).add(new Part(message, share));
        }
    }

    /** Bytes that wait for an event loop: for the one with most. */
    long queuedBytes() {
        long most = 0;
        for (LoopQueue queue : queues.values()) {
            most = Math.max(most, queue.waiting.get());
        }
        return most;
    }

    private final class LoopQueue {
        private final EventLoop loop;
        private final Queue<Part> parts = new ConcurrentLinkedQueue<>();
        private final AtomicLong waiting = new AtomicLong(); // bytes of the parts
        private final AtomicBoolean isScheduled = new AtomicBoolean();
        private final List<EngineSession> unflushed = new ArrayList<>();
        private long turnedAt;

        LoopQueue(EventLoop loop) {
            this.loop = loop;
        }

        void add(Part part) {
            waiting.addAndGet(part.message().waitingBytes());
            parts.add(part);
            schedule();
        }

        private @Nullable Part poll() {
            Part part = parts.poll();
            if (part != null) {
                waiting.addAndGet(-part.message().waitingBytes());
            }
            return part;
        }

        private void schedule() {
            if (isScheduled.compareAndSet(false, true)) {
                loop.execute(this::turn);
            }
        }

        /** Writes what waits, up to the bytes of a turn. */
        private void turn() {
            letOthersAdd();
            isScheduled.set(false); // what is added from here on schedules anew
            List<Message> run = new ArrayList<>();
            int bytes = 0;
            Part part = poll();
            while (part != null) {
                run.add(part.message());
                bytes += part.message().length();
                boolean isLast = bytes >= turnBytes;
                Part next = isLast ? null : poll();
                if (next == null || !part.goesWith(next)) {
                    boolean isAll = next == null && unflushed.isEmpty();
                    write(run, part.share(), isAll ? EngineSession::flush : unflushed::add);
                    run = new ArrayList<>();
                }
                part = next;
            }
            unflushed.forEach(EngineSession::flush);
            unflushed.clear();
            if (!parts.isEmpty()) {
                schedule();
            }
        }

        /** Where broadcasts follow one another and their threads share this loop's core, they have it first: more goes out in one write. */
        @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the size of the next write
        private void letOthersAdd() {
            long now = System.nanoTime();
            if (now - turnedAt < BACK_TO_BACK_NANOS) {
                Thread.yield();
            }
            turnedAt = now;
            memory.look(now);
        }

        private static void write(List<Message> messages, Share share, Consumer<EngineSession> whenWritten) {
            List<ClientSocket> sockets = share.sockets();
            try (Batch batch = new Batch(messages)) {
                for (int from = 0; from < sockets.size(); from += ASKED_AHEAD) {
                    int to = Math.min(from + ASKED_AHEAD, sockets.size());
                    put(batch, takers(batch, sockets.subList(from, to)), whenWritten);
                }
            }
        }

        /** Those that take it. Asked in a row, before the first is written to: so their memory is fetched at the same time, not one by one between two writes. */
        private static List<EngineSession> takers(Batch batch, List<ClientSocket> sockets) {
            List<EngineSession> takers = new ArrayList<>(sockets.size());
            for (ClientSocket socket : sockets) {
                try {
                    if (socket.takes(batch)) {
                        takers.add(socket.session());
                    }
                } catch (RuntimeException | OutOfMemoryError e) { // one that fails takes nothing from the others
                    socket.session().failed(e);
                }
            }
            return takers;
        }

        private static void put(Batch batch, List<EngineSession> takers, Consumer<EngineSession> whenWritten) {
            for (EngineSession taker : takers) {
                try {
                    if (taker.put(batch)) {
                        whenWritten.accept(taker);
                    }
                } catch (RuntimeException | OutOfMemoryError e) { // as above
                    taker.failed(e);
                }
            }
        }
    }
}
