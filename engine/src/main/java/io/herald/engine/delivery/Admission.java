package io.herald.engine.delivery;

import io.herald.engine.model.Room;

/** The gate's answer. */
public sealed interface Admission {
    /** Come in. */
    record Granted(Room room) implements Admission {}

    /**
     * Stay out.
     *
     * @param code stable: {@code unknown-room}, {@code invalid-arguments}, {@code forbidden}, {@code wrong-namespace},
     *     {@code timeout}, {@code failed}
     * @param message for the person who writes the client; names no secret and no script internals
     */
    record Refused(String code, String message) implements Admission {}
}
