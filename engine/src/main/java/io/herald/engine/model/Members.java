package io.herald.engine.model;

import java.util.List;

/**
 * Who is present in a room.
 *
 * @param some all of them, or {@value #MOST} of a larger number
 * @param count of all
 */
public record Members(List<Member> some, int count) {
    public static final int MOST = 1000;
    public static final Members NONE = new Members(List.of(), 0);

    public Members {
        some = List.copyOf(some);
    }
}
