package io.herald.engine;

import io.herald.engine.backplane.Receipt;
import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.Plan;
import io.herald.engine.event.Plan.Emit.Part;
import io.herald.engine.model.AckCount;
import io.herald.engine.model.Payload;
import io.herald.engine.model.Room;
import java.time.Duration;
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
 * @param acks where the event asks for acknowledgements: of the sockets of all nodes
 * @param dueIn when the last of it is sent at the latest; only of what is deferred
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
        Optional<AckCount> acks,
        Optional<Duration> dueIn,
        List<Part> parts,
        String script,
        String version) {
    public TriggerResult {
        rooms = List.copyOf(rooms);
        parts = List.copyOf(parts);
    }

    static TriggerResult sent(Decided decided, Receipt receipt, Optional<AckCount> acks) {
        return of(
                decided,
                receipt.queued() ? Outcome.QUEUED : Outcome.SENT,
                receipt.recipients(),
                acks,
                Optional.empty());
    }

    /** @param recipients of what was sent at once */
    static TriggerResult deferred(Decided decided, int recipients, Duration dueIn) {
        return of(decided, Outcome.DEFERRED, recipients, Optional.empty(), Optional.of(dueIn));
    }

    private static TriggerResult of(
            Decided decided, Outcome outcome, int recipients, Optional<AckCount> acks, Optional<Duration> dueIn) {
        return new TriggerResult(
                outcome,
                decided.event().name(),
                decided.emit().name(),
                Optional.empty(),
                Optional.of(decided.id()),
                decided.emit().rooms(),
                recipients,
                decided.emit().bytes(),
                acks,
                dueIn,
                List.of(),
                decided.event().script(),
                decided.event().version());
    }

    static TriggerResult wouldSend(EventDefinition event, Plan.Emit emit) {
        return new TriggerResult(
                Outcome.WOULD_SEND,
                event.name(),
                emit.name(),
                Optional.empty(),
                Optional.empty(),
                emit.rooms(),
                0,
                emit.bytes(),
                Optional.empty(),
                Optional.empty(),
                emit.parts(),
                event.script(),
                event.version());
    }

    /** @param name that clients would have listened for */
    static TriggerResult skipped(EventDefinition event, String name, String reason) {
        return new TriggerResult(
                Outcome.SKIPPED,
                event.name(),
                name,
                Optional.of(reason),
                Optional.empty(),
                List.of(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                event.script(),
                event.version());
    }

    /** In the answer to a preview of an event whose payload does not depend on the room. */
    public Optional<Payload> payload() {
        return parts.size() == 1 ? Optional.of(parts.get(0).payload()) : Optional.empty();
    }
}
