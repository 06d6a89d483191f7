package io.herald.server.command;

import io.herald.engine.event.EventCatalog;
import io.herald.engine.event.Script;
import io.herald.engine.model.Text;
import io.herald.server.node.App;
import io.herald.server.node.Token;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The one screen that a start ends with: what is loaded, where it listens, and what to try. */
final class StartScreen {
    private StartScreen() {}

    static String of(App app, Duration took) {
        String admin = url(app, app.adminPort());
        return String.format(
                        Locale.ROOT,
                        "%nHerald is ready (%.1f s)%n%n  Scripts    %s: %s%n  Admin API  %s%n  Socket.IO  %s%n  Token      %s%n",
                        took.toMillis() / 1000.0,
                        app.settings().sharesScripts()
                                ? "Redis"
                                : app.settings().events(),
                        loaded(app.catalog()),
                        admin,
                        url(app, app.socketioPort()),
                        token(app))
                + tryIt(app, admin)
                + String.format(
                        app.settings().sharesScripts()
                                ? "%nPut a folder of scripts in force on all nodes with ./herald push %s. Ctrl-C stops.%n"
                                : "%nSave a script in %s and it is in force. Ctrl-C stops.%n",
                        app.settings().events());
    }

    private static String url(App app, int port) {
        return "http://" + app.settings().host() + ":" + port;
    }

    private static String loaded(EventCatalog catalog) {
        String problems = catalog.problems().isEmpty()
                ? "no problems"
                : Text.count(catalog.problems().size(), "problem") + ", told above and in GET /api/scripts";
        return String.join(
                ", ",
                Text.count(count(catalog, Script::events), "event"),
                Text.count(count(catalog, Script::rooms), "room"),
                Text.count(count(catalog, Script::resources), "resource"),
                problems);
    }

    private static int count(EventCatalog catalog, Function<Script, List<String>> names) {
        return catalog.scripts().stream()
                .mapToInt(script -> names.apply(script).size())
                .sum();
    }

    private static String token(App app) {
        if (app.settings().token().isPresent()) {
            return "the one given";
        }
        String file = Token.file(app.settings().data()).toString();
        return app.token().isNew()
                ? app.token().value() + " (kept in " + file + "; shown this once)"
                : "kept in " + file;
    }

    private static String tryIt(App app, String admin) {
        if (app.catalog().events().isEmpty()) {
            return String.format("%nNo event yet. Write one:%n%n  ./herald make event UpdateChat%n");
        }
        String bearer = app.settings().token().isPresent()
                ? "$HERALD_TOKEN"
                : "$(cat " + Token.file(app.settings().data()) + ")";
        boolean isExample = app.catalog().events().containsKey("UpdateChat");
        String event = isExample
                ? "UpdateChat"
                : app.catalog().events().keySet().iterator().next();
        String inputs = isExample ? "{\"chat\": {\"id\": 42, \"title\": \"Hello\"}}" : "{}";
        return String.format(
                "%nTry it:%n%n  curl -H \"Authorization: Bearer %s\" -H \"Content-Type: application/json\" \\%n       -d '%s' %s/api/events/%s%n",
                bearer, inputs, admin, event);
    }
}
