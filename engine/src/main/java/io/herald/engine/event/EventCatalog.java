package io.herald.engine.event;

import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Names;
import io.herald.engine.model.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that is in force at one moment, and what is wrong beside it. A reload makes a new one; whoever began with an old one ends with it.
 *
 * @param hash the same on every node that has the same scripts in force: 12 hex digits
 * @param problems of scripts that could not be put in force in their newest form
 */
public record EventCatalog(
        String hash,
        Map<String, EventDefinition> events,
        Map<String, RoomDefinition> rooms,
        List<Script> scripts,
        List<Problem> problems,
        Guide guide) {
    public static final EventCatalog EMPTY = new EventCatalog("000000000000", Map.of(), Map.of(), List.of(), List.of());

    public EventCatalog {
        events = Collections.unmodifiableSortedMap(new TreeMap<>(events)); // sorted maps are copied as they are
        rooms = Collections.unmodifiableSortedMap(new TreeMap<>(rooms));
        scripts = List.copyOf(scripts);
        problems = List.copyOf(problems);
    }

    /** One that tells nothing of itself. */
    public EventCatalog(
            String hash,
            Map<String, EventDefinition> events,
            Map<String, RoomDefinition> rooms,
            List<Script> scripts,
            List<Problem> problems) {
        this(hash, events, rooms, scripts, problems, Guide.EMPTY);
    }

    public EventCatalog withProblems(List<Problem> others) {
        return new EventCatalog(hash, events, rooms, scripts, others, guide);
    }

    /** The version of each script in force, by its path. */
    public Map<String, String> versions() {
        return scripts.stream().collect(Collectors.toMap(Script::path, Script::version));
    }

    /**
     * The event of this name.
     *
     * @throws BroadcastException.UnknownEvent names what was probably meant
     */
    public EventDefinition require(String name) {
        EventDefinition event = events.get(name);
        if (event == null) {
            throw new BroadcastException.UnknownEvent(name, Names.nearest(name, events.keySet()));
        }
        return event;
    }
}
