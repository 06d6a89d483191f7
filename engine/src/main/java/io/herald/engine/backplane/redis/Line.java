package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * One connection for single commands: dialled when needed, and once again when it proves stale or misled. Thread-safe.
 *
 * <p>When Redis let a command time out, the next ones fail at once for half of that time, so that those that wait in line for theirs do not
 * add up; then one tries again.
 */
final class Line implements AutoCloseable {
    private final Dialer dialer;
    private final long silenceNanos;
    private @Nullable Link link;
    private long silentUntil = System.nanoTime();
    private boolean isClosed;

    Line(Dialer dialer) {
        this.dialer = dialer;
        this.silenceNanos = dialer.timeout().toNanos() / 2;
    }

    /** Redis was not even asked: whatever the command does, it did not. */
    static final class Unasked extends JedisConnectionException {
        private static final long serialVersionUID = 1L;

        Unasked(String why) {
            super(why);
        }

        Unasked(JedisException why) {
            super(why.getMessage(), why);
        }
    }

    /**
     * A command's reply: bytes, a {@code Long}, a list of these, or null. A command may run twice when its first reply is lost.
     *
     * @throws Unasked when Redis can't be reached, or was silent a moment ago; or after the end
     * @throws JedisException when Redis is away, or refuses
     */
    synchronized @Nullable Object call(Command command, Object... arguments) {
        if (isClosed) {
            throw new Unasked("the line to Redis is closed");
        }
        if (System.nanoTime() - silentUntil < 0) {
            throw new Unasked("Redis does not answer");
        }
        try {
            return callTwice(command, arguments);
        } catch (JedisConnectionException e) {
            hangUp();
            if (Trouble.isSilence(e)) {
                silentUntil = System.nanoTime() + silenceNanos;
            }
            throw e;
        }
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

    private @Nullable Object callTwice(Command command, Object... arguments) {
        Link open = link;
        boolean fresh = open == null;
        if (open == null) {
            open = dialled();
        }
        try {
            return callOnce(open, command, arguments);
        } catch (JedisRedirectionException e) {
            hangUp();
            dialer.redirect(e.getTargetNode());
        } catch (JedisConnectionException e) {
            hangUp();
            if (fresh || Trouble.isSilence(e)) {
                throw e;
            }
        }
        Link next = dialer.dial();
        link = next;
        return callOnce(next, command, arguments);
    }

    private Link dialled() {
        try {
            Link next = dialer.dial();
            link = next;
            return next;
        } catch (JedisException e) {
            throw new Unasked(e);
        }
    }

    private static @Nullable Object callOnce(Link open, Command command, Object... arguments) {
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
        isClosed = true;
        hangUp();
    }
}
