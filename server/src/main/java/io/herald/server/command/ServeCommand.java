package io.herald.server.command;

import io.herald.server.node.App;
import io.herald.server.settings.Setting;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Runs one node until Ctrl-C.",
        footer = {
            "",
            "Each flag is also an environment variable (--admin-port is HERALD_ADMIN_PORT) and a key of herald.yml (admin-port: 7070):",
            "a flag wins over the environment, that over the file, that over the default.",
            "",
            "Exit code 2 when it can't start, with one line that says why; 3 when it lacked memory; 130 after Ctrl-C.",
            "",
            "Example: herald serve --events my-events --admin-port 8070"
        })
final class ServeCommand implements HeraldCommand {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
    private static final int BROKEN = 3; // as the JVM says it of its heap

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.values());
    }

    /** Returns only when it can't start, or go on; else a signal ends the process (Ctrl-C: exit code 130). */
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Instant began =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()); // not the launcher's build
        App app = App.start(SettingOptions.read(spec.commandLine().getParseResult(), System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(app, out), "herald-stop"));
        out.print(StartScreen.of(app, Duration.between(began, Instant.now())));
        out.flush();
        app.broken().toCompletableFuture().join();
        log.error("an event loop ended, and its clients hear nothing any more: the node stops, to be started again;"
                + " give it more memory (HERALD_JAVA_OPTIONS=-Xmx…) if it lacked that");
        return BROKEN;
    }

    private static void stop(App app, PrintWriter out) {
        out.println("Herald is stopping");
        out.flush();
        app.close();
        out.println("Herald has stopped");
        out.flush();
    }
}
