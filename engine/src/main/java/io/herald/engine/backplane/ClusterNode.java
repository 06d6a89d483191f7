package io.herald.engine.backplane;

/**
 * What a node says of itself.
 *
 * @param id random, new with each start
 * @param name for people
 * @param catalog version of the scripts in force
 * @param startedMillis when it started, since the epoch
 * @param clients connected now
 * @param position id of the last entry it read; empty without Redis
 * @param lagMillis how far its last read was behind
 */
public record ClusterNode(
        String id,
        String name,
        String version,
        String catalog,
        long startedMillis,
        int clients,
        String position,
        long lagMillis) {}
