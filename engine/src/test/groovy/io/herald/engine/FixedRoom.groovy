package io.herald.engine

import io.herald.engine.event.RoomDefinition
import io.herald.engine.model.Namespace
import io.herald.engine.model.Room

/** A room whose code is closures: what the engine is tried with, without a compiler. */
class FixedRoom implements RoomDefinition {
    String name = "chatRoom"
    Namespace namespace = Namespace.ROOT
    RoomDefinition.Access access = RoomDefinition.Access.ANYONE
    Closure<Room> room = { List<Object> arguments -> new Room(namespace, "chat." + arguments[0]) }
    Closure<Boolean> admits = { user, arguments -> true }
    Closure<Object> member

    @Override
    String name() { name }

    @Override
    Namespace namespace() { namespace }

    @Override
    List<String> parameters() { ["id"] }

    @Override
    RoomDefinition.Access access() { access }

    @Override
    Room room(List<Object> arguments) { room.call(arguments) }

    @Override
    boolean admits(Optional<Map<String, Object>> user, List<Object> arguments) { admits.call(user, arguments) }

    @Override
    boolean isPresence() { member != null }

    @Override
    Object member(Optional<Map<String, Object>> user, List<Object> arguments) { member.call(user, arguments) }
}
