package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.Script
import java.time.Instant

/** Scripts that are in force as they are written: a script's version is its text. One that says 'hang' does, 'break' throws. */
class TextScripts implements ScriptSet {
    static final TextScripts NONE = new TextScripts(Map.of())

    private final Map<String, Script> scripts

    private TextScripts(Map<String, Script> scripts) {
        this.scripts = scripts
    }

    @Override
    ScriptSet apply(Map<String, Optional<String>> changes, Instant now) {
        Map<String, Script> next = new TreeMap<>(scripts)
        changes.each { path, text ->
            text.ifPresentOrElse({ next[path] = load(path, it, now) }, { next.remove(path) })
        }
        new TextScripts(next)
    }

    @Override
    EventCatalog catalog() {
        new EventCatalog('0' * 12, [:], [:], scripts.values() as List, [])
    }

    @Override
    Optional<String> text(String path) {
        Optional.ofNullable(scripts[path]).map { it.version() }
    }

    @Override
    void end(ScriptSet kept) { }

    private static Script load(String path, String text, Instant now) {
        if (text.contains('hang')) {
            Thread.sleep(Long.MAX_VALUE)
        }
        if (text.contains('break')) {
            throw new StackOverflowError()
        }
        new Script(path, text, now, [], [], [], [])
    }
}
