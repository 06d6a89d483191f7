package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.log.SparingLog;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens to channels of Redis, over any number of connections. Thread-safe.
 *
 * <p>A link that died without a word is noticed within the timeout: a probe of our own, sent over another connection, must come in by
 * then.
 */
public final class RedisChannels implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisChannels.class);
    private static final long PAUSE_MILLIS = 250;

    private final Dialer dialer;
    private final Line prober;
    private final String pattern;
    private final String probe = "herald:probe:" + UUID.randomUUID();
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final BiConsumer<String, byte[]> onMessage;
    private final long probeMillis;
    private final Lifetime lifetime = new Lifetime();
    private final SparingLog sparing = new SparingLog(log);
    private final Thread listening = new Thread(this::listen, "herald-redis-channels");
    private final Thread probing = new Thread(this::probe, "herald-redis-probe");
    private volatile @Nullable Link link;

    /**
     * Does not listen yet.
     *
     * @param pattern as PSUBSCRIBE takes it, or one channel
     * @param onMessage takes channel and message, one at a time
     */
    public RedisChannels(
            RedisSettings settings, Duration timeout, String pattern, BiConsumer<String, byte[]> onMessage) {
        this.dialer = new Dialer(settings, timeout);
        this.prober = new Line(new Dialer(settings, timeout));
        this.pattern = pattern;
        this.onMessage = onMessage;
        this.probeMillis = timeout.toMillis() / 3;
        listening.setDaemon(true);
        probing.setDaemon(true);
    }

    /** Hears this channel, too, a second from now at the latest; unlike the pattern's, Redis counts its listeners. */
    void listen(String channel) {
        channels.add(channel);
    }

    /** Begins to listen; what was sent before is not heard. */
    public void start() {
        listening.start();
        probing.start();
    }

    @Override
    public void close() {
        lifetime.end();
        hangUp();
        prober.close();
    }

    private void listen() {
        while (!lifetime.ended()) {
            try {
                Link open = dialer.dial();
                link = open;
                open.sendCommand(pattern.contains("*") ? Command.PSUBSCRIBE : Command.SUBSCRIBE, pattern);
                open.sendCommand(Command.SUBSCRIBE, probe); // as a pattern, an ACL would have to name it to the letter
                Set<String> heard = new HashSet<>();
                while (!lifetime.ended()) {
                    subscribe(open, heard);
                    take(open.getObjectMultiBulkReply()); // a probe, if nothing else
                }
            } catch (JedisException e) {
                if (!lifetime.ended()) {
                    sparing.warn(
                            "listen", "channels " + pattern + " can't be heard, it is tried again: " + Trouble.say(e));
                }
            } catch (RuntimeException | Error e) { // whatever it is, the next message is to be heard
                sparing.error("unexpected", "a message could not be handled, and the connection is made anew", e);
            }
            hangUp();
            pause(PAUSE_MILLIS);
        }
    }

    private void subscribe(Link open, Set<String> heard) {
        for (String channel : channels) {
            if (heard.add(channel)) {
                open.sendCommand(Command.SUBSCRIBE, channel);
            }
        }
    }

    private void take(List<?> reply) {
        String kind = text(reply.get(0));
        if (kind.equals("pmessage")) {
            onMessage.accept(text(reply.get(2)), (byte[]) reply.get(3));
        } else if (kind.equals("message") && !probe.equals(text(reply.get(1)))) {
            onMessage.accept(text(reply.get(1)), (byte[]) reply.get(2));
        }
    }

    private static String text(@Nullable Object bytes) {
        return bytes instanceof byte[] text ? new String(text, UTF_8) : "";
    }

    private void probe() {
        while (!lifetime.ended()) {
            try {
                prober.call(Command.PUBLISH, probe, "");
            } catch (RuntimeException | Error e) {
                log.debug("no probe could be sent", e); // the listener will time out, and say so
            }
            pause(probeMillis);
        }
    }

    private void pause(long millis) {
        try {
            lifetime.pause(millis);
        } catch (InterruptedException e) {
            lifetime.end();
        }
    }

    private void hangUp() {
        Link open = link;
        if (open != null) {
            open.close();
        }
    }
}
