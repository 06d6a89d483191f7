package io.herald.server.command;

import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code herald trigger} and {@code herald preview}: the same but for the path they ask. */
@Command(
        footer = {
            "",
            "Examples:",
            "  herald ${COMMAND-NAME} UpdateChat --input '{\"chat\": {\"id\": 42, \"title\": \"Hello\"}}'",
            "  herald ${COMMAND-NAME} UpdateChat --input @chat.json",
            "  cat chat.json | herald ${COMMAND-NAME} UpdateChat --input -"
        })
final class TriggerCommand implements HeraldCommand {
    private final String suffix;

    /**
     * One of the two.
     *
     * @param suffix of the event's path: none, or {@code /preview}
     */
    TriggerCommand(String suffix) {
        this.suffix = suffix;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "EVENT", description = "Name of the event, as its script declares it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String event;

    @Option(
            names = "--input",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "The inputs: a JSON object, @FILE, or - for standard input. Default: {}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String input;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.BIND, Setting.ADMIN_PORT, Setting.TOKEN, Setting.DATA);
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult(), System.getenv());
        String path = "/api/events/"
                + URLEncoder.encode(event, StandardCharsets.UTF_8).replace("+", "%20") + suffix;
        return new AdminClient(settings)
                .post(
                        path,
                        input,
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr());
    }
}
