package io.herald.dsl;

import java.util.Map;

/**
 * Functions in Java that scripts call by the plugin's name: {@code db.title(chat.id)}. A jar in the plugins' folder names its
 * implementation in {@code META-INF/services/io.herald.dsl.HeraldPlugin}; it is made once, by its constructor without parameters.
 */
public interface HeraldPlugin extends AutoCloseable {
    /** As scripts name it: a small letter, then letters and digits. */
    String name();

    /** What scripts may call, by name. Asked for once. */
    Map<String, PluginFunction> functions();

    /** Gives back what it holds, when the node stops. */
    @Override
    default void close() {}
}
