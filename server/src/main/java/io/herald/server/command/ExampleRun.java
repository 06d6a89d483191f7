package io.herald.server.command;

import io.herald.engine.event.Evaluator;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventPlanner;
import io.herald.engine.event.Example;
import io.herald.engine.event.Limits;
import io.herald.engine.model.Problem;
import io.herald.server.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Runs the examples of events, each in the time of an evaluation, or longer: the first of them are slow. */
final class ExampleRun {
    private static final Duration LEAST_TIME = Duration.ofSeconds(5);

    private ExampleRun() {}

    /** @param told of each when it is done */
    static void of(EventCatalog catalog, Settings settings, Consumer<TestResult> told) {
        Limits limits = settings.evaluationLimits();
        if (limits.time().compareTo(LEAST_TIME) < 0) {
            limits = limits.withTime(LEAST_TIME);
        }
        EventPlanner planner = new EventPlanner(settings.eventNaming(), limits);
        try (Evaluator evaluator = new Evaluator(limits)) {
            for (Example example : catalog.guide().examples()) {
                told.accept(run(example, planner, evaluator));
            }
        }
    }

    private static TestResult run(Example example, EventPlanner planner, Evaluator evaluator) {
        long began = System.nanoTime();
        List<String> faults = new ArrayList<>();
        try {
            faults.addAll(evaluator
                    .evaluate("example '" + example.name() + "'", () -> example.differences(planner))
                    .toCompletableFuture()
                    .join());
        } catch (CompletionException e) {
            faults.add(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
        Problem place = example.problem("", "");
        if (!faults.isEmpty()) {
            faults.add("at " + place.file() + ":" + place.line() + ":" + place.column());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new TestResult(place.file(), example.event() + ": " + example.name(), faults, took);
    }
}
