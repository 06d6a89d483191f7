package io.herald.server;

import io.herald.dsl.Plugins;
import io.herald.server.ide.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lsp",
        description = "Serves an editor that speaks the Language Server Protocol, over standard input and output.",
        footer = {"", "Editors start it: docs/ide.md tells how."})
final class LspCommand implements HeraldCommand {
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
        return List.of(
                Setting.EVENTS, Setting.TRUST_SCRIPTS, Setting.PLUGINS, Setting.REQUIRE_EXAMPLES, Setting.EVENT_NAMES);
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), System.getenv());
        Path edited = folder == null ? settings.events() : folder;
        if (!Files.isDirectory(edited)) {
            throw new UsageException("the scripts' folder can't be read: " + edited + "; create it or name another");
        }
        System.setOut(System.err); // what scripts print is no part of the protocol
        try (Plugins plugins = Plugins.of(settings.plugins())) {
            var out = new FileOutputStream(FileDescriptor.out);
            return Session.serve(System.in, out, edited, settings.scripts(plugins), Main.version()) ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
