package io.herald.engine.delivery.socketio;

/** How often something may happen: so many times a second, and as many at once after a pause. One thread. */
final class Rate {
    private static final double NANOS = 1e9;

    private final int perSecond;
    private double left;
    private long last;

    Rate(int perSecond, long nanoTime) {
        this.perSecond = perSecond;
        this.left = perSecond;
        this.last = nanoTime;
    }

    /** Whether it may happen now, and counts it then. */
    boolean admits(long nanoTime) {
        left = Math.min(perSecond, left + (nanoTime - last) / NANOS * perSecond);
        last = nanoTime;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
