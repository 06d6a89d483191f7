package io.herald.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.herald.dsl.folder.FolderTexts;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import io.herald.server.settings.Setting;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "push",
        description =
                "Puts the scripts of a folder in force on all nodes that share scripts in Redis: all of them, or none.",
        footer = {
            "",
            "It asks the node whose admin port and token the settings name; scripts that the folder does not hold go.",
            "",
            "Exit code 0 when they are in force, 1 when they are refused, 2 when it was asked wrongly.",
            "",
            "Example: herald push events"
        })
final class PushCommand implements HeraldCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(10); // many scripts take long to compile
    private static final JsonMapper JSON = new JsonMapper();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ScriptsFolder folder;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.EVENTS, Setting.BIND, Setting.ADMIN_PORT, Setting.TOKEN, Setting.DATA);
    }

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        Settings settings = folder.settings();
        Path pushed = folder.path(settings);
        String scripts = JSON.writeValueAsString(Map.of("scripts", texts(pushed)));
        HttpResponse<String> answer = new AdminClient(settings).send("PUT", "/api/scripts", scripts, PATIENCE);
        JsonNode said = JSON.readTree(answer.body());
        if (answer.statusCode() == 200) {
            folder.out()
                    .println(Text.count(said.path("scripts").size(), "script") + " in force, catalog "
                            + said.path("catalog").asText());
            return 0;
        }
        tell(said, folder.err());
        return 1;
    }

    private static Map<String, String> texts(Path folder) {
        Map<String, String> texts;
        try {
            texts = FolderTexts.of(folder);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (texts.isEmpty()) {
            throw new UsageException("there are no scripts in " + folder + ": name another folder");
        }
        return texts;
    }

    private static void tell(JsonNode refusal, PrintWriter err) throws JsonProcessingException {
        err.println("herald: " + refusal.path("detail").asText() + " ("
                + refusal.path("code").asText() + ")");
        for (JsonNode item : refusal.path("problems")) {
            Problem problem = JSON.treeToValue(item, Problem.class);
            err.println(problem.headline());
            problem.excerpt().lines().forEach(line -> err.println("    " + line));
        }
    }
}
