package io.herald.server;

import io.herald.dsl.Plugins;
import io.herald.dsl.ScriptHost;
import io.herald.engine.event.EventCatalog;
import io.herald.server.CheckFormat.Checked;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Compiles all scripts of a folder and tells all that is wrong with them.",
        footer = {
            "",
            "Exit code 0 when all are in order, 1 when something is wrong, 2 when it was asked wrongly.",
            "",
            "Examples, in a build:",
            "  herald check events",
            "  herald check events --format github",
            "  herald check events --format sarif > herald.sarif"
        })
final class CheckCommand implements HeraldCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder of scripts; the one of the settings when not given.")
    private @Nullable Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to tell it: text, json, sarif (2.1.0), or github (annotations). Default: text.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CheckFormat format;

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.EVENTS, Setting.TRUST_SCRIPTS, Setting.PLUGINS, Setting.REQUIRE_EXAMPLES, Setting.EVENT_NAMES);
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), System.getenv());
        Path checked = folder == null ? settings.events() : folder;
        EventCatalog catalog = load(checked, settings);
        format.of(Checked.of(checked, catalog.scripts().size(), catalog.problems()))
                .lines()
                .forEach(spec.commandLine().getOut()::println);
        return catalog.problems().isEmpty() ? 0 : 1;
    }

    /** The scripts of a folder as they are now, and what is wrong with them. */
    static EventCatalog load(Path folder, Settings settings) {
        try (Plugins plugins = Plugins.of(settings.plugins());
                ScriptHost scripts = new ScriptHost(folder, settings.scripts(plugins), catalog -> {})) {
            return scripts.load();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
