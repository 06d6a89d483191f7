package io.herald.engine.backplane;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client has heard: all entries of the stream up to an id, and of one node's own, which it served while the stream was away, up
 * to a sequence.
 *
 * <p>As text: {@code 1735689600000-5}, or {@code 1735689600000-5~0123456789abcdef~7}.
 *
 * @param time of the stream's id; without a sign, as whoever writes to the stream may choose it
 * @param count of the stream's id; without a sign
 * @param node empty when it served nothing ahead of the stream
 * @param seq 0 when it served nothing ahead of the stream
 */
public record Offset(long time, long count, String node, long seq) implements Comparable<Offset> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,20}-\\d{1,20})(?:~([0-9a-f]{16})~(\\d{1,18}))?");
    public static final Offset ZERO = new Offset(0, 0);

    public Offset(long time, long count) {
        this(time, count, "", 0);
    }

    /** Empty when it is none: clients may send anything. */
    public static Optional<Offset> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            Offset id = ofId(parts.group(1));
            return Optional.of(parts.group(2) == null ? id : id.ahead(parts.group(2), Long.parseLong(parts.group(3))));
        } catch (NumberFormatException e) {
            return Optional.empty(); // past what Redis counts
        }
    }

    /** Of an id that Redis gave: {@code 1735689600000-5}. Each half may be anything up to 2<sup>64</sup> - 1. */
    public static Offset ofId(String id) {
        int dash = id.indexOf('-');
        return new Offset(
                Long.parseUnsignedLong(id, 0, dash, 10), Long.parseUnsignedLong(id, dash + 1, id.length(), 10));
    }

    /** The same, and what a node served ahead of the stream. */
    public Offset ahead(String byNode, long upToSeq) {
        return new Offset(time, count, byNode, upToSeq);
    }

    /** The first that may come after it. */
    public Offset next() {
        return new Offset(time, count + 1);
    }

    /** By the stream's id alone. */
    @Override
    public int compareTo(Offset other) {
        int byTime = Long.compareUnsigned(time, other.time);
        return byTime == 0 ? Long.compareUnsigned(count, other.count) : byTime;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(time) + "-" + Long.toUnsignedString(count)
                + (node.isEmpty() ? "" : "~" + node + "~" + seq);
    }
}
