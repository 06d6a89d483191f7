package io.herald.server;

import java.time.Duration;
import java.util.List;

/**
 * What became of one test of scripts.
 *
 * @param suite what it belongs to: the script of an example, the class of a spec
 * @param name in its author's words
 * @param faults what is not as it should be, a line each; empty when it passed
 */
record TestResult(String suite, String name, List<String> faults, Duration took) {
    TestResult {
        faults = List.copyOf(faults);
    }

    boolean isPassed() {
        return faults.isEmpty();
    }
}
