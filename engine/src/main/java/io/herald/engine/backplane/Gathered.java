package io.herald.engine.backplane;

import java.util.List;

/**
 * What the nodes answered, put together.
 *
 * @param missing names of the nodes that did not answer in time; none when the answer is complete
 */
public record Gathered<T>(T answer, List<String> missing) {
    public Gathered {
        missing = List.copyOf(missing);
    }

    /** Whether something may be lacking. */
    public boolean isPartial() {
        return !missing.isEmpty();
    }
}
