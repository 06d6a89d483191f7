package io.herald.engine.backplane;

/**
 * What the backplane says of a broadcast it took.
 *
 * @param queued true while it is kept here because the cluster's carrier is away
 * @param recipients sockets of this node it was delivered to
 */
public record Receipt(boolean queued, int recipients) {}
