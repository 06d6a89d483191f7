package io.herald.engine.event;

import io.herald.engine.model.Room;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What blocks of scripts may give. What one gave is held to it, and so is, when a script is loaded, what is known of that before it runs.
 */
public enum Expected {
    /** Of {@code when} and {@code join}: Groovy's truth decides. */
    ANYTHING("anything", false, true, Object.class),
    /** Of a resource: what may be given of that is for those to tell who call it. */
    SHAPE("anything", false, true, Object.class),
    /** Of {@code as}, which sends it as JSON. */
    PAYLOAD("what JSON can hold: call a closure to send what it gives", false, true, Object.class),
    ROOMS("rooms, like chatRoom(chat.id), or [] for none", true, false, Room.class, CharSequence.class),
    SOCKETS("ids of sockets, as texts, or [] for none", true, false, CharSequence.class),
    SPARED("ids of sockets, or rooms, or [] for none", true, true, Room.class, CharSequence.class),
    ROOM_NAME("its name, a text or a number", false, false, CharSequence.class, Number.class),
    MEMBER("a map with an id that is a text or a number, or null to show nobody", false, true, Map.class),
    MEMBER_ID("a text or a number", false, false, CharSequence.class, Number.class);

    private final String words;
    private final boolean isMany;
    private final boolean isOptional;

    @SuppressWarnings("ImmutableEnumChecker") // it is made by List.of
    private final List<Class<?>> kinds;

    Expected(String words, boolean isMany, boolean isOptional, Class<?>... kinds) {
        this.words = words;
        this.isMany = isMany;
        this.isOptional = isOptional;
        this.kinds = List.of(kinds);
    }

    /** Whether lists of such will do, at any depth. */
    public boolean isMany() {
        return isMany;
    }

    /** The classes of such a value, of one that is no list. */
    public List<Class<?>> kinds() {
        return kinds;
    }

    /** Whether the value, which is no list of such, will do. */
    public boolean takes(@Nullable Object given) {
        if (given == null) {
            return isOptional;
        }
        for (Class<?> kind : kinds) { // no stream: every broadcast passes here
            if (kind.isInstance(given)) {
                return true;
            }
        }
        return false;
    }

    /** As authors are told: {@code rooms, like chatRoom(chat.id), or [] for none}. */
    public String words() {
        return words;
    }

    /** For who gave something else: {@code expected rooms, like chatRoom(chat.id), or [] for none}. */
    public String hint() {
        return "expected " + words;
    }
}
