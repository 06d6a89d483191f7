package io.herald.engine.model;

/** How many sockets were asked to acknowledge a broadcast, and how many did. */
public record AckCount(int expected, int received) {
    public static final AckCount NONE = new AckCount(0, 0);

    public AckCount plus(AckCount other) {
        return new AckCount(expected + other.expected, received + other.received);
    }

    /** Whether nobody is waited for. */
    public boolean isAll() {
        return received == expected;
    }
}
