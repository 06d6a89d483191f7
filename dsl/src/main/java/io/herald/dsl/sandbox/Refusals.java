package io.herald.dsl.sandbox;

/** Told of what a script may not do, and where it stands there. */
@FunctionalInterface
public interface Refusals {
    /**
     * Told of one refusal.
     *
     * @param hint what to write instead; empty when there is nothing to say
     */
    void refuse(int line, int column, String message, String hint);
}
