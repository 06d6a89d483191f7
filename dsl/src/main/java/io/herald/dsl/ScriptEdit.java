package io.herald.dsl;

import io.herald.dsl.ScriptRefusedException.Reason;
import io.herald.dsl.versions.Author;
import io.herald.engine.model.Text;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is to become of some scripts.
 *
 * @param texts by path, empty for a script that is to go
 * @param isWhole whether all others are to go
 * @param expected of a path the version that whoever asks believes in force
 */
public record ScriptEdit(
        Map<String, Optional<String>> texts, boolean isWhole, Map<String, String> expected, Author author) {
    public ScriptEdit {
        texts = Map.copyOf(texts);
        expected = Map.copyOf(expected);
    }

    /**
     * Holds what is in force against what was expected.
     *
     * @param inForce text in force by path
     * @throws ScriptRefusedException when they differ
     */
    public void requireExpected(Function<String, Optional<String>> inForce) {
        expected.forEach((path, version) -> {
            String current = inForce.apply(path).map(ScriptCompiler::version).orElse("none");
            if (!current.equals(version)) {
                throw new ScriptRefusedException(
                        Reason.STALE_VERSION,
                        Text.quote(path) + " is at version " + current + ", not " + Text.quote(version)
                                + ": read it again and change that");
            }
        });
    }

    /** What all texts are after it. */
    public Map<String, String> appliedTo(Map<String, String> before) {
        Map<String, String> after = new TreeMap<>(isWhole ? Map.of() : before);
        texts.forEach((path, text) -> text.ifPresentOrElse(given -> after.put(path, given), () -> after.remove(path)));
        return after;
    }
}
