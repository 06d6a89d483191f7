package io.herald.engine.backplane;

/**
 * A trigger from the stream of triggers that was given up.
 *
 * @param id of the dead letter: {@code milliseconds-count}, when it was given up
 * @param inputs JSON text, as it came; empty when it was too long to keep
 * @param key it ran under: the sender's, or one of its own
 * @param reason the last failure
 * @param tries how often it was run
 */
public record DeadLetter(String id, String event, String inputs, String key, String reason, int tries) {}
