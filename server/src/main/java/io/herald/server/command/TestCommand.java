package io.herald.server.command;

import io.herald.dsl.Plugins;
import io.herald.dsl.ScriptHost;
import io.herald.dsl.ScriptsUnderTest;
import io.herald.dsl.SpecClasses;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.EventPlanner;
import io.herald.server.command.CheckFormat.Checked;
import io.herald.server.command.TestResult.Outcome;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "test",
        description = "Runs the examples of all events of a folder, and the Spock specs beside them (*Spec.groovy).",
        footer = {
            "",
            "Exit code 0 when all pass and all scripts are in order, 1 when not, 2 when it was asked wrongly.",
            "",
            "Examples:",
            "  herald test events",
            "  herald test events --report target/herald.xml"
        })
final class TestCommand implements HeraldCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ScriptsFolder folder;

    @Option(names = "--report", paramLabel = "FILE", description = "File for the results as JUnit XML, too.")
    private @Nullable Path report;

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.EVENTS,
                Setting.TRUST_SCRIPTS,
                Setting.PLUGINS,
                Setting.EVENT_NAMES,
                Setting.EVALUATION_TIMEOUT,
                Setting.MAX_BODY);
    }

    @Override
    public Integer call() {
        Settings settings = folder.settings();
        Path tested = folder.path(settings);
        List<TestResult> results = new ArrayList<>();
        boolean isInOrder = run(tested, settings, results);
        if (report != null) {
            TestReport.write(report, results);
        }
        long failed = TestResult.count(results, Outcome.FAILED);
        long skipped = TestResult.count(results, Outcome.SKIPPED);
        folder.out()
                .println(TestResult.count(results, Outcome.PASSED) + " passed, " + failed + " failed"
                        + (skipped > 0 ? ", " + skipped + " skipped" : ""));
        return isInOrder && failed == 0 ? 0 : 1;
    }

    /** Returns whether the scripts themselves are in order, and their specs compile. */
    private boolean run(Path tested, Settings settings, List<TestResult> results) {
        PrintWriter out = folder.out();
        try (Plugins plugins = Plugins.of(settings.plugins());
                ScriptHost scripts = new ScriptHost(tested, settings.scripts(plugins), catalog -> {})) {
            EventCatalog catalog = scripts.load();
            if (!catalog.problems().isEmpty()) {
                out.println(
                        CheckFormat.TEXT.of(Checked.of(tested, catalog.scripts().size(), catalog.problems())));
            }
            Consumer<TestResult> told = result -> {
                results.add(result);
                print(result, out);
            };
            ExampleRun.of(catalog, settings, told);
            return runSpecs(tested, catalog, settings, told)
                    && catalog.problems().isEmpty();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private boolean runSpecs(Path tested, EventCatalog catalog, Settings settings, Consumer<TestResult> told) {
        SpecClasses specs = SpecClasses.of(tested);
        if (!specs.problems().isEmpty()) {
            specs.problems().stream().map(CheckFormat::told).forEach(folder.out()::print);
        } else if (!specs.classes().isEmpty()) {
            System.setProperty(ScriptsUnderTest.FOLDER, tested.toString());
            ScriptsUnderTest.provide(catalog, new EventPlanner(settings.eventNaming(), settings.evaluationLimits()));
            SpecRun.of(specs.classes(), told);
        }
        return specs.problems().isEmpty();
    }

    private static void print(TestResult result, PrintWriter out) {
        String outcome = switch (result.outcome()) {
            case PASSED -> "ok    ";
            case FAILED -> "FAIL  ";
            case SKIPPED -> "skip  ";
        };
        out.println(outcome
                + result.name()
                + result.skipped().map(reason -> " (" + reason + ")").orElse(""));
        result.faults().stream().flatMap(String::lines).forEach(fault -> out.println("      " + fault));
        out.flush();
    }
}
