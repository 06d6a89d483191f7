package io.herald.engine;

/** What became of a trigger. */
public enum Outcome {
    /** The backplane has it: every socket in the rooms gets it. */
    SENT,
    /** The cluster's carrier is away: kept here, to become SENT when it is back. */
    QUEUED,
    /** Kept on this node, all of it or what some rooms get, until its time has come. */
    DEFERRED,
    /** The script decided against it; the reason says why. */
    SKIPPED,
    /** A preview: nothing was sent. */
    WOULD_SEND
}
