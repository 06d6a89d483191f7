package io.herald.engine.delivery.socketio;

/** One client's joins and leaves, in all its namespaces: so many in a second, and as many at once. On the session's event loop. */
final class Turns {
    private final int most;
    private final Rate rate;
    private int waiting; // or under way

    Turns(int most) {
        this.most = most;
        this.rate = new Rate(most, System.nanoTime());
    }

    /** Whether the client may ask for one more now, which is on its way until {@link #end}. */
    boolean begin() {
        if (waiting >= most || !rate.admits(System.nanoTime())) {
            return false;
        }
        waiting++;
        return true;
    }

    void end() {
        waiting--;
    }
}
