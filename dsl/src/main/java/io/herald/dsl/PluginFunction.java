package io.herald.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One function of a {@link HeraldPlugin}. Called by many threads at once; interrupted when the evaluation passes its time. */
@FunctionalInterface
public interface PluginFunction {
    /**
     * Answers a script.
     *
     * @param arguments JSON values: maps with text keys, lists, texts, numbers, booleans, null; not to be changed
     * @return a JSON value, too
     * @throws Exception fails the evaluation; whoever triggered the event is told its message
     */
    @Nullable
    Object call(List<@Nullable Object> arguments) throws Exception;
}
