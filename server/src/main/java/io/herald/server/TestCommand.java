package io.herald.server;

import io.herald.dsl.Plugins;
import io.herald.dsl.ScriptHost;
import io.herald.engine.event.EventCatalog;
import io.herald.server.CheckFormat.Checked;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "test",
        description = "Runs the examples of all events of a folder.",
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
        long failed = results.stream().filter(result -> !result.isPassed()).count();
        folder.out().println((results.size() - failed) + " passed, " + failed + " failed");
        return isInOrder && failed == 0 ? 0 : 1;
    }

    /** Returns whether the scripts themselves are in order. */
    private boolean run(Path tested, Settings settings, List<TestResult> results) {
        PrintWriter out = folder.out();
        try (Plugins plugins = Plugins.of(settings.plugins());
                ScriptHost scripts = new ScriptHost(tested, settings.scripts(plugins), catalog -> {})) {
            EventCatalog catalog = scripts.load();
            if (!catalog.problems().isEmpty()) {
                out.println(
                        CheckFormat.TEXT.of(Checked.of(tested, catalog.scripts().size(), catalog.problems())));
            }
            ExampleRun.of(catalog, settings, result -> {
                results.add(result);
                print(result, out);
            });
            return catalog.problems().isEmpty();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void print(TestResult result, PrintWriter out) {
        out.println((result.isPassed() ? "ok    " : "FAIL  ") + result.name());
        result.faults().stream().flatMap(String::lines).forEach(fault -> out.println("      " + fault));
        out.flush();
    }
}
