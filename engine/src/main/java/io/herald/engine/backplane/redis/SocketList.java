package io.herald.engine.backplane.redis;

import io.herald.engine.model.Change;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.NodeSockets;
import io.herald.engine.model.Page;
import io.herald.engine.model.Selection;
import io.herald.engine.model.Slice;
import io.herald.engine.model.SocketInfo;
import io.herald.engine.model.Tally;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sockets that a Node server told of, already selected: a list that can't be changed from here. Thread-safe. */
record SocketList(List<SocketInfo> all) implements NodeSockets {

    @Override
    public Set<Namespace> namespaces() {
        return Set.of();
    }

    @Override
    public Page<Tally> rooms(Namespace namespace, Slice slice) {
        return tallies(all.stream().flatMap(socket -> socket.rooms().stream()), slice);
    }

    @Override
    public Page<Tally> users(Selection selection, Slice slice) {
        return tallies(all.stream().flatMap(socket -> socket.user().stream()), slice);
    }

    private Page<Tally> tallies(Stream<String> names, Slice slice) {
        return Page.of(
                all.size(),
                names
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(name -> 1)))
                        .entrySet()
                        .stream()
                        .map(count -> new Tally(count.getKey(), count.getValue())),
                slice);
    }

    @Override
    public Page<SocketInfo> sockets(Selection selection, Slice slice) {
        return Page.of(all.size(), all.stream(), slice);
    }

    @Override
    public int change(Selection selection, Change change) {
        return 0;
    }
}
