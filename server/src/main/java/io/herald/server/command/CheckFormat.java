package io.herald.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How {@code herald check} tells what is wrong: to people, to programs, to the review of a change. */
enum CheckFormat {
    /** A line for each problem, and under it the line of the script. */
    TEXT {
        @Override
        String of(Checked checked) {
            return checked.problems().stream().map(CheckFormat::told).collect(Collectors.joining())
                    + Text.count(checked.scripts(), "script") + " in order, "
                    + Text.count(checked.problems().size(), "problem");
        }
    },
    /** Problems as {@code GET /api/scripts} tells them. */
    JSON {
        @Override
        String of(Checked checked) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("folder", checked.folder());
            told.put("scripts", checked.scripts());
            told.put("problems", checked.problems());
            return json(told);
        }
    },
    /**
     * A log of static analysis, as code hosts show it.
     *
     * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
     */
    SARIF {
        @Override
        String of(Checked checked) {
            Map<String, Object> driver = Map.of(
                    "name",
                    "Herald",
                    "rules",
                    List.of(Map.of("id", RULE, "shortDescription", text("A script is broken"))));
            List<Map<String, Object>> results =
                    checked.problems().stream().map(checked::result).toList();
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("tool", Map.of("driver", driver));
            run.put("columnKind", "unicodeCodePoints");
            run.put("results", results);
            Map<String, Object> log = new LinkedHashMap<>();
            log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            log.put("version", "2.1.0");
            log.put("runs", List.of(run));
            return json(log);
        }
    },
    /**
     * A command a problem, by which a workflow marks the line in the change.
     *
     * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
     */
    GITHUB {
        @Override
        String of(Checked checked) {
            return checked.problems().stream()
                    .map(problem -> "::error file=" + property(checked.path(problem))
                            + (problem.line() > 0 ? ",line=" + problem.line() : "")
                            + (problem.column() > 0 ? ",col=" + problem.column() : "")
                            + "::" + data(problem.said()))
                    .collect(Collectors.joining("\n"));
        }
    };

    /** The problem with the line that it stands in, and a line's end. */
    static String told(Problem problem) {
        StringBuilder text = new StringBuilder(problem.headline()).append('\n');
        problem.excerpt()
                .lines()
                .forEach(line -> text.append("    ").append(line).append('\n'));
        return text.toString();
    }

    private static final String RULE = "script-problem";
    private static final ObjectWriter JSON_WRITER = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    /**
     * What a check found.
     *
     * @param folder of the scripts, as seen from where the command runs
     * @param scripts how many are in order
     */
    record Checked(String folder, int scripts, List<Problem> problems) {
        static Checked of(Path folder, int scripts, List<Problem> problems) {
            Path here = Path.of("").toAbsolutePath();
            Path there = folder.toAbsolutePath().normalize();
            Path seen = there.startsWith(here) ? here.relativize(there) : there;
            return new Checked(seen.toString().replace('\\', '/'), scripts, problems);
        }

        /** The problem's file, as seen from where the command runs: in a build, from the root of the sources. */
        String path(Problem problem) {
            return folder.isEmpty() ? problem.file() : folder + "/" + problem.file();
        }

        private Map<String, Object> result(Problem problem) {
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("artifactLocation", Map.of("uri", uri(path(problem))));
            if (problem.line() > 0) {
                Map<String, Object> region = new LinkedHashMap<>();
                region.put("startLine", problem.line());
                if (problem.column() > 0) {
                    region.put("startColumn", problem.column());
                }
                place.put("region", region);
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("ruleId", RULE);
            result.put("level", "error");
            result.put("message", text(problem.said()));
            result.put("locations", List.of(Map.of("physicalLocation", place)));
            return result;
        }

        private static String uri(String path) {
            URI here = Path.of("").toAbsolutePath().toUri();
            return here.relativize(Path.of(path).toAbsolutePath().toUri()).toString();
        }
    }

    abstract String of(Checked checked);

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    private static String json(Object value) {
        try {
            return JSON_WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("problems could not be written as JSON", e);
        }
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
