package io.herald.engine.delivery.socketio;

import io.herald.engine.model.Change;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Page;
import io.herald.engine.model.Room;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.SocketInfo;
import io.herald.engine.model.Tally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists the sockets of an index, and changes what is selected of them. Thread-safe. */
final class Roll {
    private final RoomIndex index;

    Roll(RoomIndex index) {
        this.index = index;
    }

    public Page<Tally> rooms(Namespace namespace, Slice slice) {
        return Page.of(index.sockets(namespace).size(), index.rooms(namespace), slice);
    }

    public Page<Tally> users(Selection selection, Slice slice) {
        List<ClientSocket> selected = selected(selection);
        Map<String, Long> counts = selected.stream()
                .flatMap(socket -> socket.userId().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return Page.of(
                selected.size(),
                counts.entrySet().stream().map(user -> new Tally(user.getKey(), Math.toIntExact(user.getValue()))),
                slice);
    }

    public Page<SocketInfo> sockets(Selection selection, Slice slice) {
        List<ClientSocket> selected = selected(selection);
        return Page.of(
                selected.size(),
                selected.stream()
                        .filter(socket -> socket.id().compareTo(slice.after()) > 0)
                        .sorted(Comparator.comparing(ClientSocket::id))
                        .limit(slice.most() + 1)
                        .map(ClientSocket::info),
                slice);
    }

    public int change(Selection selection, Change change) {
        List<ClientSocket> selected = selected(selection);
        for (ClientSocket socket : selected) {
            switch (change.kind()) {
                case JOIN -> forEachRoom(socket, change, index::join);
                case LEAVE -> forEachRoom(socket, change, index::leave);
                case DISCONNECT -> socket.session().dismiss(socket);
                case CLOSE -> socket.session().disconnect();
            }
        }
        return selected.size();
    }

    private static void forEachRoom(ClientSocket socket, Change change, BiConsumer<Room, ClientSocket> way) {
        change.rooms().forEach(room -> way.accept(new Room(socket.namespace(), room), socket));
    }

    private List<ClientSocket> selected(Selection selection) {
        return index.members(selection.namespace(), selection.rooms(), selection.except())
                .sockets();
    }
}
