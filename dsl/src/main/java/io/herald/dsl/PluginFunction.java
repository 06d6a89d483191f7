package io.herald.dsl;

import java.util.List;
import java.util.Optional;
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

    /** Names of what it takes, by which calls with more or less are refused when a script is loaded; empty to take any number. */
    default Optional<List<String>> parameters() {
        return Optional.empty();
    }

    /** A function that takes as many arguments as it has parameters here. */
    static PluginFunction of(List<String> parameters, PluginFunction function) {
        return new PluginFunction() {
            @Override
            public @Nullable Object call(List<@Nullable Object> arguments) throws Exception {
                return function.call(arguments);
            }

            @Override
            public Optional<List<String>> parameters() {
                return Optional.of(parameters);
            }
        };
    }
}
