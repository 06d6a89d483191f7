package io.herald.engine.backplane.redis;

/**
 * A trigger from the queue that was given up.
 *
 * @param id in the stream of dead letters
 * @param inputs JSON text, as it came
 * @param key it was sent under; empty when it had none
 * @param reason the last failure
 * @param tries how often it was run
 */
public record DeadLetter(String id, String event, String inputs, String key, String reason, int tries) {}
