package io.herald.engine.backplane.redis;

/**
 * Counts since the start, and the state now.
 *
 * @param written entries that Redis confirmed
 * @param rewritten entries that Redis confirmed and lost, written again
 * @param retries writes that failed and were tried again
 * @param readFailures reads that failed and were tried again
 * @param delivered broadcasts handed to this node's sockets
 * @param unwanted entries for rooms without a socket here, dropped unparsed
 * @param duplicates entries read before, dropped
 * @param malformed entries that broke the format, skipped
 * @param refused entries without the cluster's signature, skipped
 * @param ignored entries of kinds that this node has no use for
 * @param gaps times that entries were missed
 * @param lost entries missed, as far as they can be counted
 * @param queued broadcasts waiting for Redis
 * @param queuedBytes that they take
 * @param unspooled broadcasts that were queued, and that the spool did not take
 * @param away whether Redis is away
 * @param position id of the last entry read
 * @param lagMillis how far the last read was behind; 0 when it reached the end
 */
public record RedisStats(
        long written,
        long rewritten,
        long retries,
        long readFailures,
        long delivered,
        long unwanted,
        long duplicates,
        long malformed,
        long refused,
        long ignored,
        long gaps,
        long lost,
        int queued,
        long queuedBytes,
        long unspooled,
        boolean away,
        String position,
        long lagMillis) {}
