package io.herald.engine.delivery.socketio

import io.herald.engine.delivery.Admission
import io.herald.engine.delivery.RoomGate
import io.herald.engine.model.Namespace
import io.herald.engine.model.Past
import io.herald.engine.model.Room
import java.util.concurrent.CompletableFuture

/** Lets everybody into every room but `closed`; `slow` answers when told, and no room has a past. */
class OpenGate implements RoomGate {
    final CompletableFuture<Admission> slow = new CompletableFuture<>()

    @Override
    CompletableFuture<Admission> admit(Namespace namespace, String room, List<Object> arguments, Optional<Map<String, Object>> user) {
        room == "closed" ? CompletableFuture.completedFuture(new Admission.Refused("forbidden", "no")) : resolve(namespace, room, arguments)
    }

    @Override
    CompletableFuture<Admission> resolve(Namespace namespace, String room, List<Object> arguments) {
        room == "slow" ? slow : CompletableFuture.completedFuture(new Admission.Granted(new Room(namespace, room + arguments.join("."))))
    }

    @Override
    CompletableFuture<List<Past>> history(Room room, Set<String> own, int count) { CompletableFuture.completedFuture([]) }
}
