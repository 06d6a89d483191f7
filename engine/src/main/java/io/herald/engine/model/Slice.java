package io.herald.engine.model;

/**
 * Which part of a list is asked for.
 *
 * @param after key of the last item before it; empty for the beginning
 * @param most items; 1 to {@value #MOST}
 */
public record Slice(String after, int most) {
    public static final int MOST = 1000;
    public static final Slice FIRST = new Slice("", MOST);

    private static final int MAX_AFTER = 512;

    public Slice {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("a list's part must have 1 to " + MOST + " items, not " + most);
        }
        if (after.length() > MAX_AFTER) {
            throw new IllegalArgumentException(
                    "a list goes on after a key of at most " + MAX_AFTER + " characters, not " + after.length());
        }
    }
}
