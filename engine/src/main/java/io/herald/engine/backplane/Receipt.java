package io.herald.engine.backplane;

/**
 * What the backplane says of broadcasts it took.
 *
 * @param queued true while one of them is kept here because the cluster's carrier is away
 * @param recipients sockets of this node they were delivered to
 */
public record Receipt(boolean queued, int recipients) {
    /** Of both. */
    public Receipt plus(Receipt other) {
        return new Receipt(queued || other.queued, recipients + other.recipients);
    }
}
