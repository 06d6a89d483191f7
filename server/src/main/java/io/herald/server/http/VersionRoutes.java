package io.herald.server.http;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.herald.dsl.ScriptEditor;
import io.herald.dsl.versions.Author;
import io.herald.dsl.versions.ScriptVersion;
import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Script;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which texts of a script were in force, compares them, takes one back, and puts new ones. */
final class VersionRoutes implements Routes {
    private static final Pattern ETAG = Pattern.compile("\"([0-9a-f]{12})\"");
    private static final int DIFF_CONTEXT = 3;

    private final ScriptEditor editor;
    private final RequestBody body;
    private final RequestBody all;

    /** @param all of a request with all scripts */
    VersionRoutes(ScriptEditor editor, RequestBody body, RequestBody all) {
        this.editor = editor;
        this.body = body;
        this.all = all;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.put("/api/scripts", this::replaceAll);
        routes.get("/api/scripts/<path>/versions", this::versions);
        routes.get("/api/scripts/<path>/diff", this::diff);
        routes.post("/api/scripts/<path>/rollback", this::rollback);
        routes.get("/api/scripts/<path>", this::script);
        routes.put("/api/scripts/<path>", this::write);
        routes.delete("/api/scripts/<path>", this::delete);
    }

    private record Source(String path, String version, String text) {}

    private void script(Context request) {
        String path = request.pathParam("path");
        String version = Optional.ofNullable(request.queryParam("version"))
                .orElseGet(() -> editor.script(path).version());
        request.header("ETag", "\"" + version + "\"");
        Answers.send(request, 200, new Source(path, version, editor.text(path, version)));
    }

    private record Versions(String path, String version, List<Version> versions) {}

    private record Version(String version, String at, String by, String from) {
        static Version of(ScriptVersion version) {
            Author author = version.author();
            return new Version(
                    version.version(),
                    version.at().toString(),
                    author.name(),
                    author.way().name());
        }
    }

    private void versions(Context request) {
        String path = request.pathParam("path");
        List<Version> versions = editor.versions(path).stream().map(Version::of).toList();
        Answers.send(request, 200, new Versions(path, editor.script(path).version(), versions));
    }

    private void diff(Context request) {
        String path = request.pathParam("path");
        String from = required(request, "from");
        String to = Optional.ofNullable(request.queryParam("to"))
                .orElseGet(() -> editor.script(path).version());
        List<String> before = editor.text(path, from).lines().toList();
        List<String> after = editor.text(path, to).lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                path + " " + from, path + " " + to, before, DiffUtils.diff(before, after), DIFF_CONTEXT);
        request.contentType("text/plain; charset=utf-8").result(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    private static String required(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name))
                .orElseThrow(() -> new ApiException(400, "invalid-input", "say ?" + name + "=VERSION"));
    }

    private void rollback(Context request) {
        Object version = body.json(request).get("version");
        if (!(version instanceof String wanted)) {
            throw new ApiException(400, "invalid-input", "say which version: {\"version\": \"8d34c2c3c81f\"}");
        }
        Author author = author(request, Author.Way.ROLLBACK);
        answer(request, editor.rollback(request.pathParam("path"), wanted, author));
    }

    private void write(Context request) {
        Author author = author(request, Author.Way.API);
        answer(request, editor.write(request.pathParam("path"), body.text(request), expected(request), author));
    }

    private void delete(Context request) {
        String path = request.pathParam("path");
        editor.delete(path, expected(request), author(request, Author.Way.API));
        Answers.send(request, 200, Map.of("path", path));
    }

    private record Replaced(String catalog, List<Script> scripts) {}

    private void replaceAll(Context request) {
        if (!(all.json(request).get("scripts") instanceof Map<?, ?> scripts)
                || !scripts.values().stream().allMatch(String.class::isInstance)) {
            throw new ApiException(
                    400, "invalid-input", "say which scripts: {\"scripts\": {\"chat.groovy\": \"event …\"}}");
        }
        Map<String, String> texts = new TreeMap<>();
        scripts.forEach((path, text) -> texts.put(String.valueOf(path), String.valueOf(text)));
        EventCatalog catalog = editor.replaceAll(texts, author(request, Author.Way.API));
        Answers.send(request, 200, new Replaced(catalog.hash(), catalog.scripts()));
    }

    private static Author author(Context request, Author.Way way) {
        return new Author("admin API from " + request.ip(), way);
    }

    private static Optional<String> expected(Context request) {
        return Optional.ofNullable(request.header("If-Match")).map(given -> {
            Matcher tag = ETAG.matcher(given.strip());
            if (!tag.matches()) {
                throw new ApiException(
                        400, "invalid-input", "If-Match must be one version in double quotes, as ETag has it");
            }
            return tag.group(1);
        });
    }

    private static void answer(Context request, Script script) {
        request.header("ETag", "\"" + script.version() + "\"");
        Answers.send(request, 200, script);
    }
}
