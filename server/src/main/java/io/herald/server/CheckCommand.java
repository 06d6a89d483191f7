package io.herald.server;

import io.herald.dsl.HostOptions;
import io.herald.dsl.ScriptHost;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Compiles all scripts of a folder and tells all that is wrong with them; exit code 1 when anything is.",
        footer = {"", "Example, in a build: herald check events"})
final class CheckCommand implements HeraldCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder of scripts; the one of the settings when not given.")
    private @Nullable Path folder;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.EVENTS, Setting.TRUST_SCRIPTS);
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), System.getenv());
        EventCatalog catalog = load(folder == null ? settings.events() : folder, settings.trustsScripts());
        PrintWriter out = spec.commandLine().getOut();
        catalog.problems().forEach(problem -> print(out, problem));
        out.println(Text.count(catalog.scripts().size(), "script") + " in order, "
                + Text.count(catalog.problems().size(), "problem"));
        return catalog.problems().isEmpty() ? 0 : 1;
    }

    /** The scripts of a folder as they are now, and what is wrong with them. */
    static EventCatalog load(Path folder, boolean trustScripts) {
        HostOptions options = HostOptions.DEFAULT.withTrustScripts(trustScripts);
        try (ScriptHost scripts = new ScriptHost(folder, options, catalog -> {})) {
            return scripts.load();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void print(PrintWriter out, Problem problem) {
        out.println(problem.headline());
        problem.excerpt().lines().forEach(line -> out.println("    " + line));
    }
}
