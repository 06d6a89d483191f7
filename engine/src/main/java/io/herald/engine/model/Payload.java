package io.herald.engine.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a broadcast carries, encoded once and never again: the JSON text of the event's argument, or of several with commas between them, or
 * nothing for an event without.
 */
public final class Payload {
    /** Of an event without arguments. */
    public static final Payload NONE = new Payload(new byte[0]);

    private final byte[] utf8;

    private Payload(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Takes over the array: the caller does not change it afterwards. */
    public static Payload ofUtf8(byte[] utf8) {
        return new Payload(utf8);
    }

    public static Payload of(String json) {
        return new Payload(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The encoded text itself, not a copy: to be read only. */
    public byte[] utf8() {
        return utf8;
    }

    public int bytes() {
        return utf8.length;
    }

    public String json() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(utf8, payload.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return "Payload(" + utf8.length + " bytes)";
    }
}
