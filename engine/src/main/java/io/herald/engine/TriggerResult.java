package io.herald.engine;

import io.herald.engine.event.Plan.Emit.Part;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a trigger or a preview.
 *
 * @param event the name in the script
 * @param name the name clients listen for
 * @param reason why it was skipped: {@code when} or {@code no-rooms}
 * @param id of the broadcast; empty when nothing was sent
 * @param rooms where it went; none when it was skipped
 * @param recipients sockets of this node that got it
 * @param bytes of the encoded payload, or of all where each room has its own
 * @param acks where the event asks for acknowledgements: of this node's sockets
 * @param parts what rooms would get: only in the answer to a preview
 * @param script path of the script in force
 * @param version version of that script
 */
public record TriggerResult(
        Outcome outcome,
        String event,
        String name,
        Optional<String> reason,
        Optional<String> id,
        List<Room> rooms,
        int recipients,
        int bytes,
        Optional<Acks> acks,
        List<Part> parts,
        String script,
        String version) {
    public TriggerResult {
        rooms = List.copyOf(rooms);
        parts = List.copyOf(parts);
    }

    /** In the answer to a preview of an event whose payload does not depend on the room. */
    public Optional<Payload> payload() {
        return parts.size() == 1 ? Optional.of(parts.get(0).payload()) : Optional.empty();
    }

    /** How many sockets were asked to acknowledge, and how many did in time. */
    public record Acks(int expected, int received) {}
}
