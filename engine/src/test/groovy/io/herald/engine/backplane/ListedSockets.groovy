package io.herald.engine.backplane

import groovy.transform.CompileStatic
import io.herald.engine.model.AckCount
import io.herald.engine.model.Broadcast
import io.herald.engine.model.Change
import io.herald.engine.model.Namespace
import io.herald.engine.model.NodeSockets
import io.herald.engine.model.Page
import io.herald.engine.model.Selection
import io.herald.engine.model.Slice
import io.herald.engine.model.SocketInfo
import io.herald.engine.model.Tally
import java.time.Instant
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.function.Consumer

/** A node whose sockets are a list. */
@CompileStatic
class ListedSockets implements NodeSockets {

    final List<SocketInfo> all = new CopyOnWriteArrayList<>()
    final Map<String, AckCount> acks = new ConcurrentHashMap<>()
    final List<Broadcast> asked = new CopyOnWriteArrayList<>()
    final List<Change> changes = new CopyOnWriteArrayList<>()

    static SocketInfo socket(String id, Collection<String> rooms, String user = null) {
        new SocketInfo(id, Namespace.ROOT, rooms as Set<String>, Optional.ofNullable(user), Instant.ofEpochMilli(1_700_000_000_000), "websocket", "192.0.2.7")
    }

    private List<SocketInfo> selected(Selection selection) {
        all.findAll { SocketInfo it ->
            Set<String> names = it.rooms() + [it.id()]
            it.namespace() == selection.namespace() && (selection.rooms().empty || selection.rooms().any { it in names }) && !selection.except().any { it in names }
        }
    }

    @Override
    Set<Namespace> namespaces() { Set.of(Namespace.ROOT) }

    @Override
    Page<Tally> rooms(Namespace namespace, Slice slice) {
        List<SocketInfo> those = selected(Selection.all(namespace))
        tallies(those.size(), those*.rooms().flatten() as List<String>, slice)
    }

    @Override
    Page<Tally> users(Selection selection, Slice slice) {
        List<SocketInfo> those = selected(selection)
        tallies(those.size(), those.collectMany { SocketInfo it -> it.user().stream().toList() }, slice)
    }

    private static Page<Tally> tallies(int sockets, List<String> names, Slice slice) {
        Page.of(sockets, names.countBy { it }.collect { name, count -> new Tally(name, count as int) }.stream(), slice)
    }

    @Override
    Page<SocketInfo> sockets(Selection selection, Slice slice) {
        List<SocketInfo> those = selected(selection)
        Page.of(those.size(), those.stream(), slice)
    }

    @Override
    AckCount acks(String broadcast) { acks.getOrDefault(broadcast, AckCount.NONE) }

    /** Each answers with its id, and what it was asked; the second of a room with nothing. */
    @Override
    int ask(Broadcast broadcast, Consumer<Object> onAnswer) {
        asked << broadcast
        List<SocketInfo> those = selected(new Selection(broadcast.namespace(), broadcast.rooms(), broadcast.options().except()))
        those.eachWithIndex { SocketInfo it, int index -> onAnswer.accept(index == 0 ? [id: it.id(), of: broadcast.payload().json(), bytes: [1, 2, 3] as byte[]] : null) }
        those.size()
    }

    @Override
    int change(Selection selection, Change change) {
        changes << change
        List<SocketInfo> those = selected(selection)
        those.each { SocketInfo it ->
            all.remove(it)
            if (change.kind() == Change.Kind.JOIN) {
                all << socket(it.id(), it.rooms() + change.rooms(), it.user().orElse(null))
            } else if (change.kind() == Change.Kind.LEAVE) {
                all << socket(it.id(), it.rooms() - change.rooms(), it.user().orElse(null))
            }
        }
        those.size()
    }
}
