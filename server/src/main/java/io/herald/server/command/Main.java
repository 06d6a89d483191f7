package io.herald.server.command;

import io.herald.engine.model.Names;
import io.herald.server.node.Build;
import io.herald.server.settings.UsageException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code herald} command. Exit codes: 0 done; 1 what was asked for failed; 2 it was asked wrongly, or a setting does not let it start.
 */
@Command(
        name = "herald",
        description = "Hosts Groovy event scripts and broadcasts what they say to Socket.IO clients.",
        subcommands = {
            ServeCommand.class,
            MakeCommand.class,
            CheckCommand.class,
            TestCommand.class,
            PushCommand.class,
            ListenCommand.class,
            IdeCommand.class,
            LspCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A first event, in three terminals:",
            "  herald serve",
            "  herald listen chatRoom 42",
            "  herald trigger UpdateChat --input '{\"chat\": {\"id\": 42, \"title\": \"Hello\"}}'",
            "",
            "herald help COMMAND tells more of each."
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] arguments) {
        boolean isServing = arguments.length > 0 && arguments[0].equals("serve");
        System.setProperty(
                LogSetup.LEVEL, isServing ? "info" : "error"); // other commands say what they have to say themselves
        System.exit(commandLine().execute(arguments)); // a client's threads would keep the process
    }

    static CommandLine commandLine() {
        CommandLine herald = new CommandLine(new Main())
                .addSubcommand(
                        "trigger",
                        described(
                                new TriggerCommand(""),
                                "Triggers an event on a running node and prints what became of it."))
                .addSubcommand(
                        "preview",
                        described(
                                new TriggerCommand("/preview"),
                                "Evaluates an event on a running node and prints what it would send; sends nothing."))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false); // '--input @file' is ours
        herald.getSubcommands().forEach((name, command) -> {
            if (command.getCommand() instanceof HeraldCommand served) {
                SettingOptions.addTo(command.getCommandSpec(), served.settings());
            }
            if (!name.equals("help")) {
                command.getCommandSpec().mixinStandardHelpOptions(true);
            }
        });
        herald.getCommandSpec().mixinStandardHelpOptions(true);
        herald.getCommandSpec().version("herald " + Build.version());
        herald.setParameterExceptionHandler((failure, arguments) -> refuse(failure));
        herald.setExecutionExceptionHandler((failure, command, result) -> fail(command.getErr(), failure));
        return herald;
    }

    private static CommandSpec described(Object command, String description) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.usageMessage().description(description);
        return spec;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int refuse(ParameterException failure) {
        String hint = "";
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            hint = nearest(failure.getCommandLine(), unmatched.getUnmatched().get(0));
        }
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        failure.getCommandLine()
                .getErr()
                .println("herald: " + message + hint + "; see "
                        + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return 2;
    }

    private static String nearest(CommandLine command, String word) {
        List<String> known = new ArrayList<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        List<String> nearest = Names.nearest(word.split("=", 2)[0], known);
        return nearest.isEmpty() ? "" : ", did you mean '" + nearest.get(0) + "'?";
    }

    private static int fail(PrintWriter err, Exception failure) {
        if (failure instanceof UsageException told) {
            err.println("herald: " + told.getMessage());
            return 2;
        }
        err.println("herald: failed unexpectedly: " + failure);
        return 1;
    }
}
