package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.Offset;

/** Gives each delivery its offset, also while this node serves its own broadcasts ahead of the stream. One thread at a time. */
final class Labels {
    private final String uid;
    private long served; // highest of the own sequences that went ahead of the stream
    private long settled; // highest that the stream gave back

    Labels(String uid) {
        this.uid = uid;
    }

    /** Of an entry read from the stream. */
    Offset read(Offset id) {
        return served > settled ? id.ahead(uid, served) : id;
    }

    /** Of an own broadcast that the stream lacks; {@code position} is where the stream was read up to. */
    Offset ahead(Offset position, long seq) {
        served = seq;
        return position.ahead(uid, seq);
    }

    /** The stream gave an own one back. */
    void settle(long seq) {
        settled = Math.max(settled, seq);
    }
}
