package io.herald.server.command;

import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What commands about a folder of scripts share: its parameter, their settings, and where they tell what they found. */
final class ScriptsFolder {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder of scripts; the one of the settings when not given.")
    private @Nullable Path folder;

    /** @throws UsageException when one is wrong */
    Settings settings() {
        return SettingOptions.read(command.commandLine().getParseResult(), System.getenv());
    }

    Path path(Settings settings) {
        return folder == null ? settings.events() : folder;
    }

    /** @throws UsageException when it is not there */
    Path existing(Settings settings) {
        Path told = path(settings);
        if (!Files.isDirectory(told)) {
            throw new UsageException("the scripts' folder can't be read: " + told + "; create it or name another");
        }
        return told;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }
}
