package io.herald.engine.backplane.redis;

import java.util.List;

/**
 * How many entries of a stream are asked for at a time: as many as a reply of some megabytes has room for, going by the reply before. Begins
 * with one, also after a failure, which may have been for want of memory. One thread.
 */
final class PageSize {
    static final int MOST = 100;
    static final int REPLY_BYTES = 4 << 20;

    private int entries = 1;

    int entries() {
        return entries;
    }

    /** A reply came. */
    void read(List<?> page) {
        long bytes = 0;
        for (Object entry : page) {
            bytes += bytes(((List<?>) entry).get(1));
        }
        entries = bytes > REPLY_BYTES
                ? (int) Math.max(1, entries * (long) REPLY_BYTES / bytes)
                : Math.min(MOST, 2 * entries);
    }

    private static long bytes(Object fields) {
        long bytes = 0;
        for (Object field : (List<?>) fields) {
            bytes += ((byte[]) field).length;
        }
        return bytes;
    }

    void failed() {
        entries = 1;
    }
}
