package io.herald.bench;

import java.io.IOException;
import java.util.List;

/** One experiment: what is done to which servers, what is told of them, and what it is to show. */
interface Row {
    String key();

    String title();

    List<Server> servers();

    List<Measure> measures();

    List<Goal> goals();

    /** Whether a quick run leaves it out. */
    boolean isLarge();

    Figures measure(Servers servers, Effort effort) throws IOException, InterruptedException;
}
