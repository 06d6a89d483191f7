package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.SparingLog;
import io.herald.engine.backplane.redis.Outbox.Draft;
import io.herald.engine.backplane.redis.Outbox.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Writes the outbox to the stream, in order, again and again until Redis confirms it. One thread.
 *
 * <p>Several entries go in one transaction: were one of them refused alone, the next would overtake it, and readers, who drop what
 * is not newer than the last, would never take it.
 */
final class StreamWriter implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(StreamWriter.class);
    private static final long IDLE_MILLIS = 1000;
    private static final long FIRST_PAUSE_MILLIS = 25;
    private static final long LAST_PAUSE_MILLIS = 500;

    private final Dialer dialer;
    private final Outbox outbox;
    private final Counters counters;
    private final Runnable onAway;
    private final byte[] key;
    private final byte[] maxLength;
    private final @Nullable Signature signature;
    private final SparingLog sparing = new SparingLog(log);
    private final Lifetime lifetime = new Lifetime();
    private @Nullable Connection connection;
    private int failures;
    private volatile boolean away;

    /** @param onAway called when Redis turns out to be away: what waits will not be read back soon */
    StreamWriter(Dialer dialer, StreamSettings settings, Outbox outbox, Counters counters, Runnable onAway) {
        this.dialer = dialer;
        this.outbox = outbox;
        this.counters = counters;
        this.onAway = onAway;
        this.key = settings.key().getBytes(UTF_8);
        this.signature = settings.secret().map(Signature::new).orElse(null);
        this.maxLength = Integer.toString(settings.maxLength()).getBytes(UTF_8);
    }

    boolean away() {
        return away;
    }

    void stop() {
        lifetime.end();
    }

    @Override
    public void run() {
        try {
            while (!lifetime.ended()) {
                List<Item> batch = outbox.batch(IDLE_MILLIS);
                if (!batch.isEmpty()) {
                    write(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
        }
    }

    private void write(List<Item> batch) throws InterruptedException {
        try {
            if (connection == null) {
                connection = dialer.dial();
            }
            send(connection, batch);
        } catch (RuntimeException e) {
            failed(e); // not only Jedis' own: this thread must not end
            return;
        }
        counters.written.add(batch.size());
        if (away) {
            log.info("Redis takes broadcasts again");
        }
        failures = 0;
        away = false; // before anyone hears that it was written
        outbox.written(batch);
    }

    private void send(Connection to, List<Item> batch) {
        if (batch.size() == 1) {
            add(to, batch.get(0).draft);
            to.getOne();
            return;
        }
        to.sendCommand(Command.MULTI);
        batch.forEach(item -> add(to, item.draft));
        to.sendCommand(Command.EXEC);
        for (int i = 0; i <= batch.size(); i++) {
            to.getOne(); // OK, then QUEUED for each
        }
        for (Object id : to.getObjectMultiBulkReply()) {
            if (id instanceof JedisDataException refused) {
                throw refused;
            }
        }
    }

    private void add(Connection to, Draft draft) {
        List<byte[]> arguments = new ArrayList<>(20);
        arguments.addAll(List.of(key, bytes("MAXLEN"), bytes("~"), maxLength, bytes("*")));
        arguments.addAll(List.of(bytes("uid"), bytes(draft.uid()), bytes("nsp"), bytes(draft.namespace())));
        arguments.addAll(List.of(bytes("type"), bytes(WireEntry.BROADCAST), bytes("data"), draft.data()));
        arguments.addAll(
                List.of(bytes("seq"), bytes(Long.toString(draft.seq())), bytes("bid"), bytes(draft.broadcastId())));
        if (signature != null) {
            arguments.addAll(List.of(bytes("sig"), signature.of(draft)));
        }
        to.sendCommand(Command.XADD, arguments.toArray(byte[][]::new));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void failed(RuntimeException failure) throws InterruptedException {
        counters.retries.increment();
        hangUp();
        failures++;
        if (failure instanceof JedisRedirectionException redirection) {
            dialer.redirect(redirection.getTargetNode());
        } else {
            sparing.warn(
                    "write", "a broadcast could not be written to Redis, and is tried again: " + Trouble.say(failure));
        }
        if (failures == 1 && !Trouble.isSilence(failure)) {
            return; // a cut connection is no outage: the next one may work at once
        }
        if (!away) {
            away = true;
            onAway.run();
        }
        lifetime.pause(Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 5)));
    }

    private void hangUp() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
