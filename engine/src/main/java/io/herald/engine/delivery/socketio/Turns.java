package io.herald.engine.delivery.socketio;

/**
 * One client's joins and leaves, in all its namespaces: so many in a second, and as many at once, which take no more bytes together than may
 * be. On the session's event loop.
 */
final class Turns {
    private final int most;
    private final int mostBytes;
    private final Rate rate;
    private int waiting; // or under way
    private long bytes; // of these

    Turns(int most, int mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.rate = new Rate(most, System.nanoTime());
    }

    /** Whether the client may ask for one more of so many bytes now, which is on its way until {@link #end}. */
    boolean begin(long more) {
        if (waiting >= most || bytes + more > mostBytes || !rate.admits(System.nanoTime())) {
            return false;
        }
        waiting++;
        bytes += more;
        return true;
    }

    void end(long ended) {
        waiting--;
        bytes -= ended;
    }
}
