package io.herald.engine;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Presence;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.BroadcastOptions;
import io.herald.engine.model.Member;
import io.herald.engine.model.Members;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is present in this node's rooms, with how many sockets; tells rooms who comes and goes. Whoever comes back within a moment was never
 * gone. Thread-safe.
 */
final class Attendance implements Presence.Listener {
    private static final Logger log = LoggerFactory.getLogger(Attendance.class);
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final int AT_ONCE = 1_000; // members to be entered

    private final Presence presence;
    private final Backplane backplane;
    private final BroadcastIds ids;
    private final Timer timer;
    private final SparingLog sparing = new SparingLog(log);
    private final Map<Place, Here> here = new HashMap<>();

    private record Place(Room room, String member) {}

    /** A member that this node has, and its sockets; none for a moment after the last went. */
    private static final class Here {
        private final Member member;
        private final Set<String> sockets = new HashSet<>();
        private int goings; // of the last of them

        Here(Member member) {
            this.member = member;
        }
    }

    Attendance(Presence presence, Backplane backplane, BroadcastIds ids, Timer timer) {
        this.presence = presence;
        this.backplane = backplane;
        this.ids = ids;
        this.timer = timer;
    }

    void start() {
        presence.start(this);
    }

    /** A socket of this node comes as a member; when it returns, {@link #leave} may follow. */
    synchronized void enter(Room room, Member member, String socket) {
        Place place = new Place(room, member.id());
        Here known = here.get(place);
        if (known != null) {
            known.sockets.add(socket);
            return;
        }
        Here first = new Here(member);
        first.sockets.add(socket);
        here.put(place, first);
        var unused = announce(room, member, Set.of(socket));
    }

    /**
     * Enters it, and tells its room. When that fails, the implementation warns, and asks to enter it again.
     *
     * @param except sockets that are not told
     */
    private CompletionStage<?> announce(Room room, Member member, Set<String> except) {
        return presence.enter(room, member).thenAccept(isNew -> {
            if (isNew) {
                tell("presence:joined", room, member, except);
            }
        });
    }

    /** Everybody in the room, on all nodes, or on this one while the others can't be reached. */
    CompletionStage<Members> members(Room room) {
        return presence.members(room).exceptionally(failure -> own(room));
    }

    private synchronized Members own(Room room) {
        List<Member> own = here.entrySet().stream()
                .filter(entry -> entry.getKey().room().equals(room))
                .map(entry -> entry.getValue().member)
                .toList();
        return new Members(own.subList(0, Math.min(own.size(), Members.MOST)), own.size());
    }

    synchronized void leave(Room room, Member member, String socket) {
        Here known = here.get(new Place(room, member.id()));
        if (known != null && known.sockets.remove(socket) && known.sockets.isEmpty()) {
            int going = ++known.goings;
            timer.after(MOMENT, () -> forget(room, known, going));
        }
    }

    private synchronized void forget(Room room, Here left, int going) {
        Place place = new Place(room, left.member.id());
        if (!left.sockets.isEmpty() || left.goings != going || !here.remove(place, left)) {
            return; // it came back
        }
        presence.leave(room, left.member)
                .thenAccept(isLast -> {
                    if (isLast) {
                        lost(room, left.member);
                    }
                })
                .exceptionally(failure -> null);
    }

    /** Another node may say that the member came while this one says that it left: what is true is said last. */
    @Override
    public void lost(Room room, Member member) {
        tell("presence:left", room, member, Set.of())
                .thenCompose(told -> presence.has(room, member))
                .thenAccept(isBack -> {
                    if (isBack) {
                        tell("presence:joined", room, member, Set.of());
                    }
                })
                .exceptionally(failure -> null);
    }

    @Override
    public synchronized void forgotten() {
        enterAnew(List.copyOf(here.keySet()));
    }

    /** No more at once than may wait for Redis; when one of them fails, it is asked to begin again. */
    private synchronized void enterAnew(List<Place> places) {
        int count = Math.min(places.size(), AT_ONCE);
        List<CompletableFuture<?>> entered = new ArrayList<>();
        for (Place place : places.subList(0, count)) {
            Here known = here.get(place);
            if (known != null) {
                entered.add(announce(place.room(), known.member, Set.of()).toCompletableFuture());
            }
        }
        if (count < places.size()) {
            var unused = CompletableFuture.allOf(entered.toArray(CompletableFuture<?>[]::new))
                    .thenRun(() -> enterAnew(places.subList(count, places.size())));
        }
    }

    private CompletionStage<?> tell(String event, Room room, Member member, Set<String> except) {
        String json =
                "{\"room\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(room.name()))
                        + "\",\"member\":" + member.json() + "}";
        Broadcast notice = new Broadcast(ids.next(), room.namespace(), event, Set.of(room.name()), Payload.of(json));
        return backplane
                .publish(except.isEmpty() ? notice : notice.with(BroadcastOptions.NONE.withExcept(except)))
                .whenComplete((receipt, failure) -> {
                    if (failure != null) {
                        sparing.warn("notice", "a room was not told who came or went: " + failure.getMessage());
                    }
                });
    }

    /** Members that this node has. */
    synchronized int count() {
        return here.size();
    }
}
