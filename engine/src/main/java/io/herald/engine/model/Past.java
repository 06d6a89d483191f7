package io.herald.engine.model;

import java.util.Set;

/**
 * Something that a room was sent.
 *
 * @param id of its broadcast
 * @param event the name that clients listen for
 * @param atMillis when it was kept, since the epoch
 * @param except ids of sockets, or names of rooms, that did not get it
 */
public record Past(String id, String event, long atMillis, Set<String> except, Payload payload) {
    public Past {
        except = Set.copyOf(except);
    }
}
