package io.herald.engine.backplane;

import io.herald.engine.model.Member;
import io.herald.engine.model.Members;
import io.herald.engine.model.Room;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Of a node that has no other beside it. Thread-safe. */
public final class MemoryPresence implements Presence {
    private final Map<Room, Map<String, Member>> rooms = new HashMap<>();

    @Override
    public void start(Listener listener) {
        // nothing happens without asking
    }

    @Override
    public synchronized CompletionStage<Boolean> enter(Room room, Member member) {
        boolean isNew =
                rooms.computeIfAbsent(room, first -> new LinkedHashMap<>()).put(member.id(), member) == null;
        return CompletableFuture.completedFuture(isNew);
    }

    @Override
    public synchronized CompletionStage<Boolean> leave(Room room, Member member) {
        Map<String, Member> members = rooms.getOrDefault(room, new HashMap<>());
        boolean isGone = members.remove(member.id()) != null;
        if (members.isEmpty()) {
            rooms.remove(room);
        }
        return CompletableFuture.completedFuture(isGone);
    }

    @Override
    public synchronized CompletionStage<Boolean> has(Room room, Member member) {
        return CompletableFuture.completedFuture(
                rooms.getOrDefault(room, Map.of()).containsKey(member.id()));
    }

    @Override
    public synchronized CompletionStage<Members> members(Room room) {
        Map<String, Member> members = rooms.getOrDefault(room, Map.of());
        return CompletableFuture.completedFuture(
                new Members(members.values().stream().limit(Members.MOST).toList(), members.size()));
    }

    @Override
    public synchronized void close() {
        rooms.clear();
    }
}
