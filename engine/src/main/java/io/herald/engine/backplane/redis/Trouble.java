package io.herald.engine.backplane.redis;

import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisException;

/** Reads what a failed call to Redis means. */
final class Trouble {
    private static final Map<String, String> ADVICE = Map.of(
            "WRONGPASS", "check the user and password that Redis is given",
            "NOAUTH", "Redis wants a password: put it into the Redis URL",
            "NOPERM", "give this Redis user the rights that docs/cluster.md lists",
            "WRONGTYPE", "the key holds something else: name another stream",
            "OOM", "Redis is at its maxmemory: raise it, or keep fewer entries",
            "READONLY", "this Redis is a replica: name its master, or the sentinels",
            "MISCONF", "Redis can't write to its disk: make room there",
            "LOADING", "Redis reads its data from disk: it will be back");

    private static final Set<String> REFUSALS = Set.of("WRONGPASS", "NOAUTH", "NOPERM", "WRONGTYPE");

    private Trouble() {}

    /** In words, with what to do where that is known. */
    static String say(Throwable failure) {
        Optional<Throwable> tls = tlsFailure(failure);
        if (tls.isPresent()) {
            return "TLS failed: " + tls.get().getMessage()
                    + "; check that redis-ca holds the authority that signed the server's certificate, and that it is for this host";
        }
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        String advice = ADVICE.get(code(message));
        return advice == null ? message : message + "; " + advice;
    }

    /** Whether trying again without a change of the configuration is useless. */
    static boolean isRefusal(JedisException failure) {
        return REFUSALS.contains(code(String.valueOf(failure.getMessage())))
                || tlsFailure(failure).isPresent();
    }

    private static Optional<Throwable> tlsFailure(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SSLException)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause);
    }

    /** Whether Redis was silent, rather than gone: it may have done what it was asked. */
    static boolean isSilence(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof SocketTimeoutException
                || (cause != null && isSilence(cause))
                || Arrays.stream(failure.getSuppressed()).anyMatch(Trouble::isSilence); // of the addresses of one host
    }

    private static String code(String message) {
        String word = message.split(" ", 2)[0];
        return word.equals("ERR") && message.contains("without any password configured") ? "WRONGPASS" : word;
    }
}
