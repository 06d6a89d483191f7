package io.herald.server.http;

import io.herald.engine.model.Network;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets requests with the token in, compared in constant time. A network that fails {@value #TRIES} times within a minute waits for its end; at most
 * {@value #MAX_NETWORKS} are remembered, the oldest forgotten first. Thread-safe.
 */
final class Gatekeeper {
    static final int TRIES = 10;

    private static final int MAX_NETWORKS = 10_000;
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String SCHEME = "Bearer ";

    private final byte[] token;
    private final LongSupplier nanoTime;
    private final Map<Network, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Network, Failures> eldest) {
            return size() > MAX_NETWORKS;
        }
    };

    private record Failures(int count, long since) {}

    Gatekeeper(String token, LongSupplier nanoTime) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.nanoTime = nanoTime;
    }

    /** @throws ApiException when the request may not come in */
    void check(Context request) {
        String given = request.header("Authorization");
        boolean isToken = given != null
                && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && isToken(given.substring(SCHEME.length()).strip());
        if (isLockedOut(request.ip())) {
            request.header("Retry-After", "60");
            throw new ApiException(
                    429,
                    "too-many-attempts",
                    "too many requests with a wrong token from this address: try again in a minute");
        }
        if (!isToken) {
            remember(request.ip());
            request.header("WWW-Authenticate", "Bearer");
            throw new ApiException(401, "unauthorized", "send the admin token: Authorization: Bearer TOKEN");
        }
    }

    /** Takes as long as the given one is, whatever it has in common with the token. */
    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
    }

    private synchronized boolean isLockedOut(String address) {
        if (failures.isEmpty()) {
            return false;
        }
        Network from = Network.of(address);
        Failures failed = failures.get(from);
        if (failed == null) {
            return false;
        }
        if (nanoTime.getAsLong() - failed.since() > WINDOW_NANOS) {
            failures.remove(from);
            return false;
        }
        return failed.count() >= TRIES;
    }

    private synchronized void remember(String address) {
        failures.merge(
                Network.of(address),
                new Failures(1, nanoTime.getAsLong()),
                (before, one) -> new Failures(before.count() + 1, before.since()));
    }
}
