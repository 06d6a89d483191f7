package io.herald.engine.model;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a node tells of its own sockets, and does to them. Does not block. Thread-safe. */
public interface NodeSockets {
    /** None at all. */
    NodeSockets NONE = new NodeSockets() {
        @Override
        public Set<Namespace> namespaces() {
            return Set.of();
        }

        @Override
        public Page<Tally> rooms(Namespace namespace, Slice slice) {
            return new Page<>(0, List.of(), false);
        }

        @Override
        public Page<Tally> users(Selection selection, Slice slice) {
            return new Page<>(0, List.of(), false);
        }

        @Override
        public Page<SocketInfo> sockets(Selection selection, Slice slice) {
            return new Page<>(0, List.of(), false);
        }

        @Override
        public int change(Selection selection, Change change) {
            return 0;
        }
    };

    /** Those that clients may connect to. */
    Set<Namespace> namespaces();

    /** The rooms of a namespace by name, with how many sockets are in each; about all sockets of the namespace. */
    Page<Tally> rooms(Namespace namespace, Slice slice);

    /** The users among the selected sockets, with how many of these are theirs; about all selected, anonymous ones too. */
    Page<Tally> users(Selection selection, Slice slice);

    /** The selected sockets by id. */
    Page<SocketInfo> sockets(Selection selection, Slice slice);

    /** How many acknowledged the broadcast until now; of one that ended a while ago, or is of another node alone, none. */
    default AckCount acks(String broadcast) {
        return AckCount.NONE;
    }

    /**
     * Hands a broadcast that asks for acknowledgements to the sockets of its rooms; returns how many they are.
     *
     * @param onAnswer told what each answers in time, on any thread: the first argument as values of JSON, null where there is none
     */
    default int ask(Broadcast broadcast, Consumer<@Nullable Object> onAnswer) {
        return 0;
    }

    /** Begins to do it to the selected sockets; returns how many they are. What is broadcast later finds it done. */
    int change(Selection selection, Change change);
}
