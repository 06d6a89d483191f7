package io.herald.engine.auth;

/** Why a client may not connect. Its message is for the person who writes the client: it quotes nothing of the token or of the keys. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private RefusedException(String code, String message) {
        super(message, null, false, false); // anyone can cause it: it has to be cheap
        this.code = code;
    }

    static RefusedException missing() {
        return new RefusedException("token-missing", "a token is needed: connect with auth: { token: '...' }");
    }

    static RefusedException invalid(String why) {
        return new RefusedException("token-invalid", "the token is refused: " + why);
    }

    static RefusedException expired() {
        return new RefusedException("token-expired", "the token has expired: connect again with a new one");
    }

    /** Stable: {@code token-missing}, {@code token-invalid}, {@code token-expired}. */
    public String code() {
        return code;
    }
}
