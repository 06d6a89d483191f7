package io.herald.server;

import java.io.Serial;

/** What the person at the command line has to put right; its message is the one line they are shown. */
final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
