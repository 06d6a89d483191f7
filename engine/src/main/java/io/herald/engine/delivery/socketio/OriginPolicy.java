package io.herald.engine.delivery.socketio;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pages' scripts may connect: without this check any page a user visits could listen with the user's cookies. */
final class OriginPolicy {
    private final List<String> allowed;

    OriginPolicy(List<String> allowed) {
        this.allowed = allowed;
    }

    /**
     * Whether to let a handshake in.
     *
     * @param origin of the page, as the browser says; null from a client that is no browser
     * @param host that the client asked for
     */
    boolean admits(@Nullable String origin, @Nullable String host) {
        if (origin == null || allowed.contains("*") || allowed.contains(origin)) {
            return true;
        }
        return allowed.isEmpty() && host != null && host.equalsIgnoreCase(authority(origin));
    }

    /** Whether a page may send the cookies that its browser has for us, a balancer's say: only one that is allowed by name. */
    boolean admitsCookies(@Nullable String origin) {
        return origin != null && allowed.contains(origin);
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
