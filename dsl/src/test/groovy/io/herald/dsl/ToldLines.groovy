package io.herald.dsl

import java.time.Instant

/** What is told at load of many lines of code: each is a method of one script, for each script costs a compilation. */
class ToldLines {
    private ToldLines() { }

    static List<String> of(String models, List<String> lines) {
        String script = lines.withIndex().collect { line, i -> "def m$i(Chat chat) { $line }" }.join("\n")
        Scripts.EMPTY.apply(["models.groovy": Optional.of(models), "x.groovy": Optional.of(script)], Instant.EPOCH)
                .catalog().problems().collect { "${lines[it.line() - 1]} => ${it.message()}; ${it.hint()}" as String }
    }

    /** Whether each line has its problem, and nothing else is told. */
    static boolean areTold(String models, Map<String, String> problems) {
        List<String> told = of(models, problems.keySet() as List)
        List<String> expected = problems.collect { code, problem -> "$code => $problem" as String }
        assert [told - expected, expected - told] == [[], []]
        true
    }
}
