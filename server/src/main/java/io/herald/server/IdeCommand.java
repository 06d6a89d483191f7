package io.herald.server;

import io.herald.server.ide.IdeFiles;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ide",
        description = "Writes files beside the scripts that tell IntelliJ their words, rooms, resources and models.",
        footer = {"", "Run it again when rooms, resources or models have changed. docs/ide.md tells the rest."})
final class IdeCommand implements HeraldCommand {
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
        return List.of(Setting.EVENTS);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), System.getenv());
        Path told = folder == null ? settings.events() : folder;
        if (!Files.isDirectory(told)) {
            throw new UsageException("the scripts' folder can't be read: " + told + "; create it or name another");
        }
        try {
            IdeFiles.write(told).forEach(file -> spec.commandLine().getOut().println("wrote " + file));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new UsageException(told + " can't be written: " + e.getCause());
        }
    }
}
