package io.herald.dsl

import io.herald.engine.model.Problem
import java.time.Instant

/** What is told at load. */
class Told {
    private Told() { }

    /** In one line each, when scripts were saved one time after another: their texts by path. */
    static List<String> after(Map<String, String>... saves) {
        problems(saves as List)*.headline()
    }

    private static List<Problem> problems(List<Map<String, String>> saves) {
        saves.inject(Scripts.EMPTY) { scripts, save ->
            scripts.apply(save.collectEntries { path, text -> [path, Optional.of(text as String)] }, Instant.EPOCH)
        }.catalog().problems()
    }

    /** Of lines of code: each is a method of one script, for each script costs a compilation. */
    static List<String> of(String models, List<String> lines) {
        String script = lines.withIndex().collect { line, i -> "def m$i(Chat chat) { $line }" }.join("\n")
        problems([["models.groovy": models, "x.groovy": script]]).collect { "${lines[it.line() - 1]} => ${it.message()}; ${it.hint()}" as String }
    }

    /** Whether each line has its problem, and nothing else is told. */
    static boolean each(String models, Map<String, String> problems) {
        List<String> told = of(models, problems.keySet() as List)
        List<String> expected = problems.collect { code, problem -> "$code => $problem" as String }
        assert [told - expected, expected - told] == [[], []]
        true
    }
}
