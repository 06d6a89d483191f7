package io.herald.dsl.sandbox;

/** Code of a script reached for what it may not touch, and only the run time could tell. */
public final class NotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllowed(String message) {
        super(message);
    }
}
