package io.herald.server.settings;

import java.io.Serial;

/** What the person at the command line has to put right; its message is the one line they are shown. */
public final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
