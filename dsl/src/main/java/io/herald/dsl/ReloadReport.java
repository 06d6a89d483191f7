package io.herald.dsl;

import io.herald.engine.event.EventCatalog;
import io.herald.engine.model.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the console says of one reload: what it changed, and nothing of what stayed as it was. */
record ReloadReport(EventCatalog before, EventCatalog after, Duration took) {
    private static final int MAX_LINES = 20;

    /** Of the first load, which puts everything in force: it goes without saying, and only problems are said. */
    static ReloadReport ofFirst(EventCatalog catalog, Duration took) {
        EventCatalog sound = catalog.withProblems(List.of());
        return new ReloadReport(sound, catalog, took);
    }

    /** Whether it brought problems that were not there before. */
    boolean isBad() {
        return after.problems().stream().anyMatch(problem -> !before.problems().contains(problem));
    }

    /** Empty when there is nothing to say. */
    Optional<String> text() {
        List<String> scripts = scripts();
        List<String> news = new ArrayList<>(scripts.subList(0, Math.min(MAX_LINES, scripts.size())));
        if (scripts.size() > MAX_LINES) {
            news.add("and " + (scripts.size() - MAX_LINES) + " more");
        }
        news.addAll(problems());
        if (news.isEmpty()) {
            return Optional.empty();
        }
        boolean isOneLine = news.size() == 1 && !news.get(0).contains("\n");
        String text = isOneLine ? news.get(0) + " (" + took.toMillis() + " ms)" : headline() + indent(news);
        return Optional.of(text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?"));
    }

    private String headline() {
        return "scripts reloaded in " + took.toMillis() + " ms: "
                + after.scripts().size() + " in force, " + after.problems().size()
                + (after.problems().size() == 1 ? " problem" : " problems");
    }

    private static String indent(List<String> news) {
        return news.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }

    private List<String> scripts() {
        Map<String, String> old = before.versions();
        Map<String, String> now = after.versions();
        List<String> news = new ArrayList<>();
        after.scripts().stream()
                .filter(script -> !script.version().equals(old.get(script.path())))
                .forEach(script -> news.add(script.path() + " " + script.version() + " in force"));
        before.scripts().stream()
                .filter(script -> !now.containsKey(script.path()))
                .forEach(script -> news.add(script.path() + " removed"));
        return news;
    }

    private List<String> problems() {
        List<String> news = new ArrayList<>();
        after.problems().stream()
                .filter(problem -> !before.problems().contains(problem))
                .map(ReloadReport::block)
                .forEach(news::add);
        before.problems().stream()
                .filter(problem -> after.problems().stream().noneMatch(other -> isSame(problem, other)))
                .forEach(problem -> news.add("solved: " + problem.headline()));
        return news;
    }

    private static String block(Problem problem) {
        String excerpt =
                problem.excerpt().lines().map(line -> "\n      " + line).collect(Collectors.joining());
        return problem.headline() + excerpt;
    }

    /** The same wherever it stands by now: a line above may have come or gone. */
    private static boolean isSame(Problem one, Problem other) {
        return one.file().equals(other.file()) && one.message().equals(other.message());
    }
}
