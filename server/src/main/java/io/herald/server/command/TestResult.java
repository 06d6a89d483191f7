package io.herald.server.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one test of scripts.
 *
 * @param suite what it belongs to: the script of an example, the class of a spec
 * @param name in its author's words
 * @param faults what is not as it should be, a line each; empty when it passed
 * @param skipped why it was not run, if it was not
 */
record TestResult(String suite, String name, List<String> faults, Duration took, Optional<String> skipped) {
    TestResult {
        faults = List.copyOf(faults);
    }

    TestResult(String suite, String name, List<String> faults, Duration took) {
        this(suite, name, faults, took, Optional.empty());
    }

    /** What became of it, as reports write it. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    Outcome outcome() {
        return !faults.isEmpty() ? Outcome.FAILED : skipped.isPresent() ? Outcome.SKIPPED : Outcome.PASSED;
    }

    static long count(List<TestResult> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }
}
