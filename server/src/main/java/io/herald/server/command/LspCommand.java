package io.herald.server.command;

import io.herald.dsl.Plugins;
import io.herald.server.ide.Session;
import io.herald.server.node.Build;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "lsp",
        description = "Serves an editor that speaks the Language Server Protocol, over standard input and output.",
        footer = {"", "Editors start it: docs/ide.md tells how."})
final class LspCommand implements HeraldCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ScriptsFolder folder;

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.EVENTS, Setting.TRUST_SCRIPTS, Setting.PLUGINS, Setting.REQUIRE_EXAMPLES, Setting.EVENT_NAMES);
    }

    @Override
    public Integer call() {
        Settings settings = folder.settings();
        Path edited = folder.existing(settings);
        System.setOut(System.err); // what scripts print is no part of the protocol
        try (Plugins plugins = Plugins.of(settings.plugins())) {
            var out = new FileOutputStream(FileDescriptor.out);
            return Session.serve(System.in, out, edited, settings.scripts(plugins), Build.version()) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
