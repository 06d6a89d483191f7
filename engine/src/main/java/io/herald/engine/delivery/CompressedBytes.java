package io.herald.engine.delivery;

/**
 * What compression saves.
 *
 * @param before bytes of the messages that were compressed
 * @param after bytes that they were compressed to
 */
public record CompressedBytes(long before, long after) {
    public static final CompressedBytes NONE = new CompressedBytes(0, 0);
}
