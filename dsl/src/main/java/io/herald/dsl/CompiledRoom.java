package io.herald.dsl;

import io.herald.dsl.types.Fitting;
import io.herald.engine.event.Expected;
import io.herald.engine.event.RoomDefinition;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/** A room of a script, bound to what it calls. */
final class CompiledRoom implements RoomDefinition, ScriptUnit.ScriptFunction {
    private final CompiledScript script;
    private final Fitting fitting;
    private final Declaration.Room room;
    private final BlockCall name;
    private final Optional<BlockCall> join;
    private final Optional<BlockCall> presence;

    /** @param fitting to the models of all scripts */
    CompiledRoom(CompiledScript script, ScriptUnit unit, Declaration.Room room, Fitting fitting) {
        this.script = script;
        this.fitting = fitting;
        this.room = room;
        this.name = new BlockCall(script, unit, room.code(), "room " + room.name());
        this.join = room.join()
                .map(block -> new BlockCall(script, unit, block.code(), "the 'join' block of room " + room.name()));
        this.presence = room.presence()
                .map(block -> new BlockCall(script, unit, block.code(), "the 'presence' block of room " + room.name()));
    }

    @Override
    public String name() {
        return room.name();
    }

    @Override
    public Namespace namespace() {
        return room.namespace();
    }

    @Override
    public List<String> parameters() {
        return room.parameters();
    }

    @Override
    public Access access() {
        return room.access();
    }

    @Override
    public Room room(List<@Nullable Object> arguments) {
        return room(arguments.toArray());
    }

    private Room room(@Nullable Object[] arguments) {
        if (arguments.length != room.parameters().size()) {
            throw new IllegalArgumentException("the room is " + room.signature() + ": it takes "
                    + Text.count(room.parameters().size(), "argument") + ", not " + arguments.length);
        }
        Object named = name.call(name.fit(arguments, room, fitting));
        if (!Expected.ROOM_NAME.takes(named)) {
            throw new IllegalArgumentException("room " + room.name() + " gave "
                    + (named == null ? "null" : Text.a(named.getClass().getSimpleName())) + "; "
                    + Expected.ROOM_NAME.hint());
        }
        return new Room(room.namespace(), String.valueOf(named));
    }

    /** As an event's block calls it: a misfit is then the script's. */
    @Override
    public Object call(@Nullable Object[] arguments) {
        try {
            return room(arguments);
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private BroadcastException failed(IllegalArgumentException why) {
        String message = String.valueOf(why.getMessage());
        return new BroadcastException.ScriptFailed(message, script.source().problem(room.place(), message, ""));
    }

    @Override
    public boolean admits(Optional<Map<String, @Nullable Object>> user, List<@Nullable Object> arguments) {
        if (arguments.size() != room.parameters().size()) {
            throw new IllegalArgumentException("the room is " + room.signature());
        }
        BlockCall block =
                join.orElseThrow(() -> new IllegalStateException("room " + room.name() + " has no 'join' block"));
        return DefaultTypeTransformation.castToBoolean(ask(block, room.join(), user, arguments));
    }

    @Override
    public boolean isPresence() {
        return presence.isPresent();
    }

    @Override
    public @Nullable Object member(Optional<Map<String, @Nullable Object>> user, List<@Nullable Object> arguments) {
        Object given = presence.map(block -> ask(block, room.presence(), user, arguments))
                .orElse(null);
        try {
            return PlainValues.plain(given);
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private @Nullable Object ask(
            BlockCall block,
            Optional<Declaration.Asked> declared,
            Optional<Map<String, @Nullable Object>> user,
            List<@Nullable Object> arguments) {
        List<@Nullable Object> given = new ArrayList<>();
        given.add(user.orElse(null));
        given.addAll(Arrays.asList(name.fit(arguments.toArray(), room, fitting)));
        int taken = declared.map(Declaration.Asked::parameters).orElse(0);
        return block.call(given.subList(0, taken).toArray());
    }
}
