package io.herald.engine.backplane;

import java.security.SecureRandom;

/**
 * What a node says of itself.
 *
 * @param id random, new with each start
 * @param name for people
 * @param catalog version of the scripts in force
 * @param edition number of the edition in force; 0 when the scripts are its folder's
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
        long edition,
        long startedMillis,
        int clients,
        String position,
        long lagMillis) {

    /** An id: 16 hexadecimal digits, as Node's adapters make theirs. */
    public static String newId() {
        return String.format("%016x", new SecureRandom().nextLong());
    }
}
