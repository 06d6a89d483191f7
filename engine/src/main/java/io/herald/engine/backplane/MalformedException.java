package io.herald.engine.backplane;

/** What came from another process broke its format; the message says how. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message, null, false, false); // no stack: they may come by the thousand
    }
}
