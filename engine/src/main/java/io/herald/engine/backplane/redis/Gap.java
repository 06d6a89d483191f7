package io.herald.engine.backplane.redis;

/**
 * Broadcasts that this node will never see: its clients should fetch anew what they show.
 *
 * @param lost how many, where that can be known; else 0
 * @param reason what happened, in words for a log and for clients
 */
public record Gap(Kind kind, long lost, String reason) {
    /** How it came about. */
    public enum Kind {
        /** A node's sequence jumped: Redis confirmed the entries between and lost them. */
        MISSING,
        /** Redis trimmed the stream beyond this node's position. */
        TRIMMED,
        /** The stream went back: Redis was wiped, or a replica took over that had less. Told only where entries have no sequence. */
        REGRESSED
    }
}
