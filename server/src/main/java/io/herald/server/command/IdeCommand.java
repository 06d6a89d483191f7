package io.herald.server.command;

import io.herald.server.ide.IdeFiles;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "ide",
        description = "Writes files beside the scripts that tell IntelliJ their words, rooms, resources and models.",
        footer = {"", "Run it again when rooms, resources or models have changed. docs/ide.md tells the rest."})
final class IdeCommand implements HeraldCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ScriptsFolder folder;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.EVENTS);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = folder.settings();
        Path told = folder.existing(settings);
        try {
            IdeFiles.write(told).forEach(file -> folder.out().println("wrote " + file));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new UsageException(told + " can't be written: " + e.getCause());
        }
    }
}
