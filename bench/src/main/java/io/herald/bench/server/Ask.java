package io.herald.bench.server;

import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a trigger asks for: as many broadcasts as {@code times}, to rooms one after another from {@code room} on.
 *
 * @param rooms how many there are, numbered from 0
 * @param message the JSON text that each broadcast carries
 */
record Ask(int room, int rooms, int times, String message) {
    private static final Pattern SHAPE =
            Pattern.compile("\\{\"room\":(\\d+),\"rooms\":(\\d+),\"times\":(\\d+),\"message\":(.*)}");

    static Ask parse(String body) {
        Matcher matcher = SHAPE.matcher(body);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a trigger must look like " + SHAPE + ", not " + body);
        }
        return new Ask(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4));
    }

    /** Does it once for each broadcast, with the number of its room. */
    void each(IntConsumer broadcast) {
        for (int i = 0; i < times; i++) {
            broadcast.accept((room + i) % rooms);
        }
    }
}
