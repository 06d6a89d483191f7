package io.herald.engine.model;

/**
 * Somebody who is present in a room, with one socket or several.
 *
 * @param id tells who is the same: 1 to {@value #MAX_ID} characters, no control characters
 * @param json what others see: an object with this {@code id}, at most {@value #MAX_BYTES} bytes in UTF-8
 */
public record Member(String id, String json) {
    public static final int MAX_ID = 128;
    public static final int MAX_BYTES = 2048;

    public Member {
        if (id.isEmpty() || id.length() > MAX_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the id of a member must be 1 to " + MAX_ID
                    + " characters without control characters, not " + Text.quote(id));
        }
    }
}
