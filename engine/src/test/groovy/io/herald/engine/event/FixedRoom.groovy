package io.herald.engine.event

import groovy.transform.TupleConstructor
import io.herald.engine.model.Namespace
import io.herald.engine.model.Room

/** A room without parameters that lets everybody in, or whom a closure of the user lets in. */
@TupleConstructor
class FixedRoom implements RoomDefinition {
    String name
    Closure<Boolean> join

    @Override
    String name() { name }

    @Override
    Namespace namespace() { Namespace.ROOT }

    @Override
    List<String> parameters() { [] }

    @Override
    Access access() { join == null ? Access.ANYONE : Access.ASK }

    @Override
    Room room(List<Object> arguments) { new Room(name) }

    @Override
    boolean admits(Optional<Map<String, Object>> user, List<Object> arguments) { join.call(user) }
}
