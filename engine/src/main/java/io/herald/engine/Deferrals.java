package io.herald.engine;

import io.herald.engine.event.Limits;
import io.herald.engine.event.Timing;
import io.herald.engine.event.Timing.Kind;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts of this node that wait for their time: of a debounced or throttled event the newest for each room, of a delayed one all. They
 * are decided already: what changes in the scripts meanwhile does not change them. Thread-safe.
 */
final class Deferrals {
    /** A room that never has its quiet is served nevertheless, after so many times the time of quiet. */
    private static final int LONGEST_UNREST = 10;

    private final Timer timer;
    private final Limits limits;
    private final Function<Decided, CompletionStage<?>> send;
    private final Map<Flow, Slot> flows = new HashMap<>();
    private final TreeSet<Slot> byDue =
            new TreeSet<>(Comparator.comparingLong((Slot slot) -> slot.due).thenComparingLong(slot -> slot.number));
    private long numbers;
    private long armedFor = Long.MAX_VALUE;
    private int waiting;
    private long bytes;
    private boolean isClosed;

    /**
     * What is to be sent now, and when the rest of it is due at the latest.
     *
     * @param now empty when all of it waits
     * @param dueIn empty when nothing of it waits
     */
    record Verdict(Optional<Decided> now, Optional<Duration> dueIn) {}

    private record Flow(String event, Timing timing, Room room) {}

    private static final class Slot {
        private final long number;
        private final Optional<Flow> flow; // none when it is delayed
        private final List<Room> rooms;
        private final long latest;
        private long due;
        private @Nullable Held held; // null while a throttled room has nothing new

        Slot(long number, Optional<Flow> flow, List<Room> rooms, long due, long latest) {
            this.number = number;
            this.flow = flow;
            this.rooms = rooms;
            this.due = due;
            this.latest = latest;
        }
    }

    private static final class Held {
        private final Decided decided;
        private int slots;

        Held(Decided decided) {
            this.decided = decided;
        }
    }

    /** @param send what has waited long enough; called by one thread at a time, must not block */
    Deferrals(Timer timer, Limits limits, Function<Decided, CompletionStage<?>> send) {
        this.timer = timer;
        this.limits = limits;
        this.send = send;
    }

    /**
     * Keeps what may not be sent yet.
     *
     * @throws BroadcastException.Overloaded when a bound is reached; then nothing is kept
     */
    synchronized Verdict offer(Decided decided) {
        Timing timing = decided.event().policy().timing();
        if (isClosed || timing.kind() == Kind.NOW) {
            return new Verdict(Optional.of(decided), Optional.empty());
        }
        Verdict verdict = timing.kind() == Kind.DELAY ? delay(decided, timing.time()) : pace(decided, timing);
        arm();
        return verdict;
    }

    private Verdict delay(Decided decided, Duration time) {
        require(1, decided);
        List<Room> rooms = decided.emit().rooms();
        long due = timer.nanos() + time.toNanos();
        Slot slot = new Slot(numbers++, Optional.empty(), rooms, due, due);
        hold(slot, new Held(decided));
        byDue.add(slot);
        return new Verdict(Optional.empty(), Optional.of(time));
    }

    private Verdict pace(Decided decided, Timing timing) {
        List<Flow> all = decided.emit().rooms().stream()
                .map(room -> new Flow(decided.event().name(), timing, room))
                .toList();
        require((int) all.stream().filter(flow -> !flows.containsKey(flow)).count(), decided);
        Held held = new Held(decided);
        Set<Room> now = new HashSet<>();
        long longest = 0;
        for (Flow flow : all) {
            Slot slot = flows.get(flow);
            if (slot == null && timing.kind() == Kind.THROTTLE) {
                begin(flow);
                now.add(flow.room());
            } else {
                longest = Math.max(longest, wait(slot == null ? begin(flow) : slot, held, timing));
            }
        }
        Optional<Decided> sent = decided.emit().to(now).map(emit -> new Decided(decided.id(), decided.event(), emit));
        return new Verdict(sent, held.slots == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(longest)));
    }

    private Slot begin(Flow flow) {
        long now = timer.nanos();
        long time = flow.timing().time().toNanos();
        Slot slot =
                new Slot(numbers++, Optional.of(flow), List.of(flow.room()), now + time, now + LONGEST_UNREST * time);
        flows.put(flow, slot);
        byDue.add(slot);
        return slot;
    }

    /** Lets the newest wait in place of what waited there; returns how long. */
    private long wait(Slot slot, Held newest, Timing timing) {
        long now = timer.nanos();
        if (timing.kind() == Kind.DEBOUNCE) {
            byDue.remove(slot);
            slot.due = Math.min(now + timing.time().toNanos(), slot.latest);
            byDue.add(slot);
        }
        release(slot);
        hold(slot, newest);
        return Math.max(0, slot.due - now);
    }

    private void hold(Slot slot, Held held) {
        slot.held = held;
        waiting++;
        if (held.slots++ == 0) {
            bytes += held.decided.emit().bytes();
        }
    }

    private void release(Slot slot) {
        Held held = slot.held;
        if (held != null) {
            slot.held = null;
            waiting--;
            if (--held.slots == 0) {
                bytes -= held.decided.emit().bytes();
            }
        }
    }

    private void require(int more, Decided decided) {
        if (byDue.size() + more > limits.maxDeferred() || bytes + decided.emit().bytes() > limits.maxDeferredBytes()) {
            throw new BroadcastException.Overloaded(
                    "too many broadcasts wait for their time (" + byDue.size() + " of " + limits.maxDeferred() + ", "
                            + bytes + " of " + limits.maxDeferredBytes() + " bytes); try again later");
        }
    }

    private void arm() {
        if (!byDue.isEmpty() && byDue.first().due < armedFor) {
            armedFor = byDue.first().due;
            timer.after(Duration.ofNanos(Math.max(0, armedFor - timer.nanos())), this::fire);
        }
    }

    private void fire() {
        List<Decided> due;
        synchronized (this) {
            armedFor = Long.MAX_VALUE;
            due = due(timer.nanos());
            arm();
        }
        for (Decided decided : due) {
            var unused = send.apply(decided);
        }
    }

    /** Takes what is due, each decision once, with those of its rooms that are. */
    private List<Decided> due(long now) {
        Map<Held, Set<Room>> due = new LinkedHashMap<>();
        while (!byDue.isEmpty() && byDue.first().due - now <= 0) {
            Slot slot = byDue.pollFirst();
            Held held = slot.held;
            if (held != null) {
                due.computeIfAbsent(held, first -> new HashSet<>()).addAll(slot.rooms);
                release(slot);
            }
            slot.flow.ifPresent(flow -> next(flow, slot, held != null, now));
        }
        List<Decided> decided = new ArrayList<>();
        due.forEach((held, rooms) -> held.decided
                .emit()
                .to(rooms)
                .ifPresent(emit -> decided.add(new Decided(held.decided.id(), held.decided.event(), emit))));
        return decided;
    }

    /** A throttled room that just got something has to wait again. */
    private void next(Flow flow, Slot slot, boolean wasServed, long now) {
        if (wasServed && flow.timing().kind() == Kind.THROTTLE && !isClosed) {
            slot.due = now + flow.timing().time().toNanos();
            byDue.add(slot);
        } else {
            flows.remove(flow);
        }
    }

    /** Broadcasts that wait; one that waits for several rooms counts for each. */
    synchronized int waiting() {
        return waiting;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Sends what waits, early rather than never, and keeps nothing any more. Waits for its being sent, for so long at most. */
    void close(Duration patience) {
        List<Decided> early;
        synchronized (this) {
            isClosed = true;
            early = byDue.isEmpty() ? List.of() : due(byDue.last().due);
        }
        CompletableFuture<?>[] sent = early.stream()
                .map(decided -> send.apply(decided).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(sent)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null) // whoever sends tells of it
                .join();
    }
}
