package io.herald.engine.event

import groovy.transform.TupleConstructor
import io.herald.engine.model.BroadcastOptions

/** An event whose blocks are closures of the inputs: what the planner and the engine are tried with, without a compiler. */
@TupleConstructor
class FixedEvent implements EventDefinition {
    String name = "UpdateChat"
    Closure<Object> on = { "lobby" }
    Closure<Object> as = { it }
    Closure<Boolean> when = { true }
    String wireName
    BroadcastOptions options = BroadcastOptions.NONE
    Closure<Map<String, Object>> inputs = { it }
    Closure<Object> except = { null }
    boolean isPerRoom
    EventPolicy policy = EventPolicy.NONE
    boolean mayWait

    @Override
    String name() { name }

    @Override
    Optional<String> broadcastName() { Optional.ofNullable(wireName) }

    @Override
    BroadcastOptions options() { options }

    @Override
    EventPolicy policy() { policy }

    @Override
    String script() { name + ".groovy" }

    @Override
    String version() { "0123456789ab" }

    @Override
    Map<String, Object> inputs(Map<String, Object> given) { inputs.call(given) }

    @Override
    boolean when(Map<String, Object> inputs) { when.call(inputs) }

    @Override
    Object on(Map<String, Object> inputs) { on.call(inputs) }

    @Override
    Object as(Map<String, Object> inputs) { as.call(inputs) }

    @Override
    Object except(Map<String, Object> inputs) { except.call(inputs) }

    @Override
    boolean mayWait() { mayWait }

    @Override
    boolean isPerRoom() { isPerRoom }

    /** The closure sees the room, as a text, beside the inputs. */
    @Override
    Object as(Map<String, Object> inputs, Object room) { as.call(inputs + [room: room.toString()]) }
}
