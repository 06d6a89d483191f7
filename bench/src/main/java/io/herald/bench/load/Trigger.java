package io.herald.bench.load;

/** Writes the HTTP request that triggers a server. */
public interface Trigger {
    /**
     * One request.
     *
     * @param room the first to broadcast to
     * @param rooms how many there are
     * @param times broadcasts, each to the next room
     * @param message JSON text
     */
    byte[] request(int room, int rooms, int times, String message);
}
