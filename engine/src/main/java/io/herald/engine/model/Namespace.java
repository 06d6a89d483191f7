package io.herald.engine.model;

/**
 * A Socket.IO namespace: a channel of its own over a client's one connection.
 *
 * @param path starts with {@code /}; at most {@value #MAX_LENGTH} characters; no comma, question mark or control character,
 *     which the Socket.IO protocol could not carry
 */
public record Namespace(String path) {
    public static final int MAX_LENGTH = 128;
    public static final Namespace ROOT = new Namespace("/");

    public Namespace {
        if (!path.startsWith("/") || path.length() > MAX_LENGTH || !path.chars().allMatch(Namespace::isLegal)) {
            throw new IllegalArgumentException("namespace must start with '/' and be at most " + MAX_LENGTH
                    + " printable characters without ',' or '?', not " + Text.quote(path));
        }
    }

    private static boolean isLegal(int character) {
        return character != ',' && character != '?' && !Character.isISOControl(character);
    }

    @Override
    public String toString() {
        return path;
    }
}
