package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.EventDefinition
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
        of(["models.groovy": models], lines)
    }

    /** As {@link #of}, beside other scripts. */
    static List<String> of(Map<String, String> others, List<String> lines) {
        problems([others, ["x.groovy": script(lines)]]).collect { "${lines[it.line() - 1]} => ${it.message()}; ${it.hint()}" as String }
    }

    /** Whether each line has its problem, and nothing else is told. */
    static boolean each(String models, Map<String, String> problems) {
        each(["models.groovy": models], problems)
    }

    /** As {@link #each}, beside other scripts. */
    static boolean each(Map<String, String> others, Map<String, String> problems) {
        List<String> told = of(others, problems.keySet() as List)
        List<String> expected = problems.collect { code, problem -> "$code => $problem" as String }
        List<String> more = told - expected
        List<String> missing = expected - told
        assert [more, missing] == [[], []]
        true
    }

    /** What each line gives when it runs, if nothing is told. */
    static List<Object> values(Map<String, String> others, List<String> lines, Map<String, Object> chat) {
        String event = "event X { input { Chat chat }; on { 'a' }; as { [${lines.indices.collect { "m$it(chat)" }.join(', ')}] } }"
        Map<String, String> all = others + ["x.groovy": script(lines) + "\n" + event]
        EventCatalog catalog = Scripts.EMPTY.apply(all.collectEntries { path, text -> [path, Optional.of(text)] }, Instant.EPOCH).catalog()
        assert catalog.problems()*.headline() == []
        catalog.require("X").as([chat: chat]) as List
    }

    private static String script(List<String> lines) {
        lines.withIndex().collect { line, i -> "def m$i(Chat chat) { $line }" }.join("\n")
    }

    /** What fails of lines of code that are loaded and run, each with the chat that is given. */
    static List<String> failing(String models, List<String> lines, Map<String, ?> chat) {
        String methods = lines.withIndex().collect { line, i ->
            "def m$i(Chat chat) { $line }\ndef t$i(Chat chat) { try { m$i(chat); null } catch (Exception e) { e.toString() } }"
        }.join("\n")
        String script = "$methods\nimport java.time.*\nevent X { input { Chat chat }; on { 'a' }; as { [${lines.indices.collect { "t$it(chat)" }.join(', ')}] } }"
        EventCatalog catalog = Scripts.EMPTY
                .apply(["models.groovy": Optional.of(models), "x.groovy": Optional.of(script)], Instant.EPOCH).catalog()
        assert catalog.problems() == []
        EventDefinition event = catalog.require("X")
        [lines, event.as(event.inputs([chat: chat]))].transpose().findAll { it[1] }.collect { line, failed -> "$line => $failed" as String }
    }
}
