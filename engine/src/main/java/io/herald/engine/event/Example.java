package io.herald.engine.event;

import io.herald.engine.model.Problem;
import java.util.List;

/** What a script says of one of its events: that of these inputs this comes. */
public interface Example {
    String event();

    /** What it shows, in the author's words. */
    String name();

    /** Plans the event with the example's inputs; returns in what the plan is another than the example says, a line each. */
    List<String> differences(EventPlanner planner);

    /** A problem at the example's place in its script. */
    Problem problem(String message, String hint);
}
