package io.herald.engine.auth;

import org.jspecify.annotations.Nullable;

/** Tells who a client is by the token it connects with. Thread-safe; does not block. */
public interface ClientAuth {
    /** Asks for no token: every client is anonymous. */
    ClientAuth ANONYMOUS = token -> Identity.ANONYMOUS;

    /**
     * Who the token says the client is.
     *
     * @param token as the client sent it, not to be trusted; null when it sent none
     * @throws RefusedException when the client may not connect
     */
    Identity verify(@Nullable String token);
}
