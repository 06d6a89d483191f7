package io.herald.server.command;

import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Script;
import io.herald.engine.model.Problem;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "make",
        description = "Writes a commented script to start from; never over one that is there.",
        footer = {
            "",
            "Examples:",
            "  herald make event UpdateChat",
            "  herald make room chatRoom",
            "  herald make resource ChatResource"
        })
final class MakeCommand implements HeraldCommand {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "KIND", description = "event (or broadcast_event), room or resource.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "Letters, digits and '_', for example UpdateChat.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.EVENTS);
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), System.getenv());
        ScriptTemplate template = ScriptTemplate.of(kind)
                .orElseThrow(
                        () -> new UsageException("there is no '" + kind + "' to make: it is event, room or resource"));
        if (!NAME.matcher(name).matches()) {
            throw new UsageException("the name '" + name + "' must be 1 to 64 letters, digits and '_', a letter first");
        }
        String text = template.text(name);
        Path file = settings.events().resolve(name + ".groovy");
        if (Files.isDirectory(settings.events())) {
            requireUndeclared(template, CheckCommand.load(settings.events(), settings));
        }
        requireCompiles(text, settings);
        write(file, text);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "wrote " + file
                        + ": edit it and save, and it is in force on every node that watches the folder; where nodes share scripts in Redis, run 'herald push'");
        return 0;
    }

    /** A second declaration would put the file of the first out of force at the next start. */
    private void requireUndeclared(ScriptTemplate template, EventCatalog catalog) {
        for (Script script : catalog.scripts()) {
            if (template.isIn(script, name)) {
                throw new UsageException(
                        "'" + name + "' is declared in " + script.path() + " already: choose another name");
            }
        }
    }

    /** Some names are words of the language: class, in, true. */
    private void requireCompiles(String text, Settings settings) {
        List<Problem> problems;
        try {
            Path trial = Files.createTempDirectory("herald-make");
            Path file = Files.writeString(trial.resolve(name + ".groovy"), text);
            problems = CheckCommand.load(trial, settings).problems();
            Files.delete(file);
            Files.delete(trial);
        } catch (IOException e) {
            throw new UncheckedIOException("the script can't be tried", e);
        }
        if (!problems.isEmpty()) {
            throw new UsageException("'" + name + "' is a word of the language: choose another name");
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(file + " is there already: choose another name, or delete it first");
        } catch (IOException e) {
            throw new UsageException(
                    file + " can't be written: make the folder writable, or name another with --events");
        }
    }
}
