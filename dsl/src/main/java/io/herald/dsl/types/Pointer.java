package io.herald.dsl.types;

import org.jspecify.annotations.Nullable;

/** A place among the inputs of a trigger, written as a JSON Pointer only when something is wrong there. */
public record Pointer(@Nullable Pointer parent, String name) {
    /** All of the inputs. */
    public static final Pointer ROOT = new Pointer(null, "");

    private static final int MAX_NAME = 64; // keys of a map are the caller's

    public Pointer to(String child) {
        return new Pointer(this, child);
    }

    @Override
    public String toString() {
        String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
        return parent == null ? "" : parent + "/" + shown.replace("~", "~0").replace("/", "~1");
    }
}
