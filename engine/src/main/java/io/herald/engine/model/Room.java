package io.herald.engine.model;

/**
 * A named group of sockets in a namespace.
 *
 * @param name 1 to {@value #MAX_LENGTH} characters, no control characters
 */
public record Room(Namespace namespace, String name) {
    public static final int MAX_LENGTH = 128;

    public Room {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("room name must be at least one character, not empty");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("room name must be at most " + MAX_LENGTH + " characters, not "
                    + name.length() + ": " + Text.quote(name));
        }
        for (int i = 0; i < name.length(); i++) { // no stream: every broadcast passes here
            if (Character.isISOControl(name.charAt(i))) {
                throw new IllegalArgumentException(
                        "room name must be without control characters, not " + Text.quote(name));
            }
        }
    }

    /** A room of the root namespace. */
    public Room(String name) {
        this(Namespace.ROOT, name);
    }

    @Override
    public String toString() {
        return namespace.equals(Namespace.ROOT) ? name : namespace + "#" + name;
    }
}
