package io.herald.engine.backplane;

import io.herald.engine.model.Problem;
import java.util.List;

/**
 * What a node has against an edition of the scripts.
 *
 * @param node its name
 * @param problems one at least
 */
public record Objection(String node, List<Problem> problems) {
    public Objection {
        problems = List.copyOf(problems);
    }
}
