package io.herald.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** All clients of one server, and the connections that trigger it. One thread. */
public final class Fleet implements AutoCloseable {
    private static final int AT_ONCE = 200; // clients that connect or join at the same time
    private static final int MESSAGE_BYTES = 200;
    private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration LONGEST_LEAD = Duration.ofMinutes(1);

    private final Selector selector;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(1 << 18);
    private final Tally tally = new Tally();
    private final List<Link> links = new ArrayList<>();
    private final Audience audience;
    private int settling;

    public Fleet(Audience audience) throws IOException {
        this.audience = audience;
        this.selector = Selector.open();
    }

    /**
     * Connects all clients and lets them join their rooms.
     *
     * @return how many failed
     */
    public int connect(int port, Duration limit) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long deadline = System.nanoTime() + limit.toNanos();
        int next = 0;
        while ((next < audience.clients() || settling > 0) && System.nanoTime() < deadline) {
            while (next < audience.clients() && settling < AT_ONCE) {
                settling++;
                links.add(Link.open(selector, address, new Client(audience.roomsOf(next++), tally, () -> settling--)));
            }
            turn(deadline - System.nanoTime());
        }
        return tally.failedCount() + settling + audience.clients() - next;
    }

    /** Why the first of the failed clients failed. */
    public String firstFailure() {
        return tally.firstFailure();
    }

    private void await(BooleanSupplier condition, String otherwise) throws IOException {
        long deadline = System.nanoTime() + GRACE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(otherwise);
            }
            turn(deadline - System.nanoTime());
        }
    }

    /** Answers what pings have come. */
    public void turn() throws IOException {
        turn(0);
    }

    /** Does what can be done; when there is nothing, waits for it, but not past the time. */
    private void turn(long nanos) throws IOException {
        long millis = nanos / 1_000_000;
        if (millis > 0) {
            selector.select(this::ready, millis);
        } else {
            selector.selectNow(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        ((Link) key.attachment()).ready(key, shared);
    }

    /**
     * Triggers for the time given and waits until all is delivered.
     *
     * @param port where the server takes triggers
     * @throws IOException when a trigger or a client fails, or deliveries are missing
     */
    public Run run(int port, Trigger trigger, Load load, Duration time) throws IOException {
        return run(port, trigger, load, time, Long.MAX_VALUE);
    }

    /** Triggers so many times without a pace, and waits until all is delivered. */
    public void lead(int port, Trigger trigger, Load load, int triggers) throws IOException {
        var unused = run(port, trigger, load.unpaced(), LONGEST_LEAD, triggers);
    }

    private Run run(int port, Trigger trigger, Load load, Duration time, long most) throws IOException {
        List<TriggerLine> lines = new ArrayList<>();
        try {
            for (int i = 0; i < load.inFlight(); i++) {
                lines.add(TriggerLine.open(selector, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            }
            await(() -> areFree(lines), "a connection for triggers was not accepted");
            return run(lines, trigger, load, time, most);
        } finally {
            lines.forEach(TriggerLine::close);
        }
    }

    private Run run(List<TriggerLine> lines, Trigger trigger, Load load, Duration time, long most) throws IOException {
        int failedBefore = tally.failedCount();
        tally.begin(load.isFixed());
        long perTrigger = (long) load.times() * audience.members();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long sent = 0;
        for (long now = begin; now < end && sent < most; now = System.nanoTime()) {
            long due = load.isFixed() ? begin + load.dueNanos(sent) : now;
            boolean isDue = now >= due && sent - tally.deliveries() / perTrigger < load.inFlight();
            Optional<TriggerLine> line = isDue ? free(lines) : Optional.empty();
            if (line.isPresent()) {
                int room = (int) (sent * load.times() % audience.rooms());
                line.get().send(trigger.request(room, audience.rooms(), load.times(), message(due)));
                sent++;
            } else {
                turn(now < due ? due - now : end - now);
            }
        }
        long expected = sent * perTrigger;
        await(() -> tally.deliveries() >= expected && areFree(lines), "not all of " + expected + " deliveries came");
        long nanos = System.nanoTime() - begin;
        if (tally.failedCount() > failedBefore || tally.deliveries() > expected) {
            throw new IOException("a client was lost, or got too much: " + tally.firstFailure());
        }
        return new Run(sent * load.times(), expected, nanos, tally.sortedLatencies());
    }

    private static Optional<TriggerLine> free(List<TriggerLine> lines) {
        return lines.stream().filter(TriggerLine::isFree).findFirst();
    }

    private static boolean areFree(List<TriggerLine> lines) {
        return lines.stream().allMatch(TriggerLine::isFree);
    }

    /** JSON of as many bytes as the bench's messages have, with the time it is sent at. */
    private static String message(long sentAt) {
        String start = "{\"t\":" + sentAt + ",\"text\":\"";
        return start + "x".repeat(MESSAGE_BYTES - start.length() - 2) + "\"}";
    }

    @Override
    public void close() throws IOException {
        links.forEach(Link::close);
        selector.close();
    }
}
