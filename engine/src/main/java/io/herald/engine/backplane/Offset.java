package io.herald.engine.backplane;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client has heard: all entries of the stream up to an id, and of one node's own, which it served while the stream was away, up
 * to a sequence.
 *
 * <p>As text: {@code 1735689600000-5}, or {@code 1735689600000-5~0123456789abcdef~7}.
 *
 * @param time of the stream's id
 * @param count of the stream's id
 * @param node empty when it served nothing ahead of the stream
 * @param seq 0 when it served nothing ahead of the stream
 */
public record Offset(long time, long count, String node, long seq) implements Comparable<Offset> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})(?:~([0-9a-f]{16})~(\\d{1,18}))?");
    private static final Comparator<Offset> BY_ID =
            Comparator.comparingLong(Offset::time).thenComparingLong(Offset::count);
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
        Offset id = new Offset(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        return Optional.of(parts.group(3) == null ? id : id.ahead(parts.group(3), Long.parseLong(parts.group(4))));
    }

    /** Of an id that Redis gave: {@code 1735689600000-5}. */
    public static Offset ofId(String id) {
        int dash = id.indexOf('-');
        return new Offset(Long.parseLong(id, 0, dash, 10), Long.parseLong(id, dash + 1, id.length(), 10));
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
        return BY_ID.compare(this, other);
    }

    @Override
    public String toString() {
        return time + "-" + count + (node.isEmpty() ? "" : "~" + node + "~" + seq);
    }
}
