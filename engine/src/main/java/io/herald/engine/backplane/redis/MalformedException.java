package io.herald.engine.backplane.redis;

/** An entry of the stream broke the format; its message says how. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message, null, false, false); // no stack: bad entries may come by the thousand
    }
}
