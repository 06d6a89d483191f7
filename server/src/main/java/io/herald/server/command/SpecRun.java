package io.herald.server.command;

import io.herald.dsl.folder.FolderScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs Spock specs, and tells of each feature what became of it. */
final class SpecRun implements TestExecutionListener {
    private static final Pattern FRAME = Pattern.compile("\\s*(?:at \\S+\\(.*\\)|\\.\\.\\. \\d+ more)");

    private final Consumer<TestResult> told;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    private @Nullable TestPlan plan;

    private SpecRun(Consumer<TestResult> told) {
        this.told = told;
    }

    /** @param classes those of them that are no specs are passed over */
    static void of(List<Class<?>> classes, Consumer<TestResult> told) {
        List<? extends DiscoverySelector> specs =
                classes.stream().map(DiscoverySelectors::selectClass).toList();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(specs).build();
        LauncherFactory.create().execute(request, new SpecRun(told));
    }

    @Override
    public void testPlanExecutionStarted(TestPlan all) {
        plan = all;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        begun.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        told.accept(result(test, List.of(), Optional.of(reason)));
    }

    /** What has parts is told when it failed itself: a spec's fixture, above all, or what provides data. */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        List<String> faults = result.getThrowable().map(SpecRun::faults).orElse(List.of());
        boolean isWhole = plan == null || plan.getChildren(test).isEmpty();
        if ((test.isTest() && isWhole) || !faults.isEmpty()) {
            told.accept(result(test, faults, Optional.empty()));
        }
    }

    private TestResult result(TestIdentifier test, List<String> faults, Optional<String> skipped) {
        long began = begun.getOrDefault(test.getUniqueId(), System.nanoTime());
        String spec = spec(test);
        String name = spec.equals(test.getDisplayName()) ? spec : spec + ": " + test.getDisplayName();
        return new TestResult(spec, name, faults, Duration.ofNanos(System.nanoTime() - began), skipped);
    }

    private static String spec(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName()
                        : source instanceof ClassSource type ? type.getClassName() : test.getDisplayName())
                .orElseGet(test::getDisplayName);
    }

    /** The assertion as Spock draws it, or what was thrown, and where in the spec. */
    private static List<String> faults(Throwable thrown) {
        List<String> faults = new ArrayList<>();
        String said = thrown instanceof AssertionError ? String.valueOf(thrown.getMessage()) : thrown.toString();
        said.lines()
                .filter(line -> !line.isBlank() && !FRAME.matcher(line).matches())
                .forEach(faults::add);
        Arrays.stream(thrown.getStackTrace())
                .filter(frame -> String.valueOf(frame.getFileName()).endsWith(FolderScan.SPEC_SUFFIX))
                .findFirst()
                .ifPresent(frame -> faults.add("at " + frame.getFileName() + ":" + frame.getLineNumber()));
        return faults;
    }
}
