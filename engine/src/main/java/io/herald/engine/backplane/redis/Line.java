package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** One connection for single commands: dialled when needed, and once again when it proves stale or misled. Thread-safe. */
final class Line implements AutoCloseable {
    private final Dialer dialer;
    private @Nullable Link link;

    Line(Dialer dialer) {
        this.dialer = dialer;
    }

    /**
     * A command's reply: bytes, a {@code Long}, a list of these, or null. A command may run twice when its first reply is lost.
     *
     * @throws JedisException when Redis is away, or refuses
     */
    synchronized @Nullable Object call(Command command, Object... arguments) {
        boolean fresh = link == null;
        try {
            return callOnce(command, arguments);
        } catch (JedisRedirectionException e) {
            hangUp();
            dialer.redirect(e.getTargetNode());
        } catch (JedisConnectionException e) {
            hangUp();
            if (fresh || Trouble.isSilence(e)) {
                throw e;
            }
        }
        return callOnce(command, arguments);
    }

    /** A reply of bytes as text; null when there is none. */
    @Nullable
    String text(Command command, Object... arguments) {
        return call(command, arguments) instanceof byte[] text ? new String(text, UTF_8) : null;
    }

    /** A reply that is a list; empty when there is none. */
    List<?> list(Command command, Object... arguments) {
        return call(command, arguments) instanceof List<?> list ? list : List.of();
    }

    private @Nullable Object callOnce(Command command, Object... arguments) {
        Link open = link;
        if (open == null) {
            open = link = dialer.dial();
        }
        open.sendCommand(
                command,
                Arrays.stream(arguments)
                        .map(argument -> argument instanceof byte[] bytes
                                ? bytes
                                : argument.toString().getBytes(UTF_8))
                        .toArray(byte[][]::new));
        return open.getOne();
    }

    private void hangUp() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    @Override
    public synchronized void close() {
        hangUp();
    }
}
