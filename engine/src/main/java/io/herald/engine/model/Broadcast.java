package io.herald.engine.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One message on its way to rooms of one namespace on every node.
 *
 * @param id the same for all broadcasts of one trigger
 * @param event the name that clients listen for
 * @param rooms names of rooms of the namespace, in the order the script gave; a socket in several of them gets the event once
 */
public record Broadcast(String id, Namespace namespace, String event, Set<String> rooms, Payload payload) {
    public Broadcast {
        if (event.isEmpty()) {
            throw new IllegalArgumentException("broadcast " + id + " has no event name");
        }
        if (rooms.isEmpty()) {
            throw new IllegalArgumentException("broadcast '" + event + "' names no room: name at least one");
        }
        rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
    }
}
