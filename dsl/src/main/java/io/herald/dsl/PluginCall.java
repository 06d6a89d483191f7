package io.herald.dsl;

import io.herald.engine.model.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a function of a plugin: nothing but JSON values goes in, nothing else comes out. */
final class PluginCall {
    private PluginCall() {}

    /** The plugin threw, or gave what is no JSON. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** @param called for messages: {@code db.title} */
    static @Nullable Object call(String called, PluginFunction function, @Nullable Object[] arguments) {
        function.parameters().filter(taken -> taken.size() != arguments.length).ifPresent(taken -> {
            throw new Failed(
                    called + " takes " + Text.count(taken.size(), "argument") + ", not " + arguments.length, null);
        });
        List<@Nullable Object> given = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            given.add(json(argument, called + " was given "));
        }
        Object result;
        try {
            result = function.call(Collections.unmodifiableList(given));
        } catch (InterruptedException e) {
            throw new Failed(called + " was interrupted", e);
        } catch (Exception | LinkageError e) {
            throw new Failed("the plugin failed in " + called + ": " + Failures.said(e), e);
        }
        return json(result, called + " gave ");
    }

    private static @Nullable Object json(@Nullable Object value, String what) {
        try {
            return JsonValues.of(value);
        } catch (IllegalArgumentException e) {
            throw new Failed(what + e.getMessage(), e);
        }
    }
}
