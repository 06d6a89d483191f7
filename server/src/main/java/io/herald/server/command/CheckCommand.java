package io.herald.server.command;

import io.herald.dsl.Plugins;
import io.herald.dsl.ScriptHost;
import io.herald.engine.event.EventCatalog;
import io.herald.server.command.CheckFormat.Checked;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ScriptsFolder folder;

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
        Settings settings = folder.settings();
        Path checked = folder.path(settings);
        EventCatalog catalog = load(checked, settings);
        format.of(Checked.of(checked, catalog.scripts().size(), catalog.problems()))
                .lines()
                .forEach(folder.out()::println);
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
