package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.redis.Outbox.Draft;
import io.herald.engine.backplane.redis.Outbox.Item;
import io.herald.engine.log.SparingLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Writes the outbox to the stream, in order, again and again until Redis confirms it. One thread, but for {@link #suspect}.
 *
 * <p>Several entries go in one transaction: were one of them refused alone, the next would overtake it, and readers, who drop what
 * is not newer than the last, would never take it. On each new connection what Redis lost of the confirmed is written again first, for
 * the same reason.
 */
final class StreamWriter implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(StreamWriter.class);
    private static final long IDLE_MILLIS = 1000;
    private static final long FIRST_PAUSE_MILLIS = 25;
    private static final long LAST_PAUSE_MILLIS = 500;
    private static final int REWRITTEN_AT_ONCE = 256;

    private static final byte[] MAXLEN = bytes("MAXLEN");
    private static final byte[] ABOUT = bytes("~");
    private static final byte[] ANY_ID = bytes("*");
    private static final byte[] UID = bytes("uid");
    private static final byte[] NSP = bytes("nsp");
    private static final byte[] TYPE = bytes("type");
    private static final byte[] BROADCAST = bytes(WireEntry.BROADCAST);
    private static final byte[] DATA = bytes("data");
    private static final byte[] SEQ = bytes("seq");
    private static final byte[] BID = bytes("bid");
    private static final byte[] SIG = bytes("sig");

    private final Dialer dialer;
    private final Outbox outbox;
    private final Counters counters;
    private final Runnable onAway;
    private final byte[] key;
    private final byte[] maxLength;
    private final int replicas;
    private final long replicasMillis;
    private final @Nullable Signature signature;
    private final Confirmed confirmed;
    private final SparingLog sparing = new SparingLog(log);
    private final Lifetime lifetime = new Lifetime();
    private @Nullable Link link;
    private final List<Draft> lost = new ArrayList<>(); // by Redis, and not yet written again
    private List<Item> unreplicated = List.of(); // sent over this connection, and too few replicas have it
    private int failures;
    private volatile boolean away;
    private volatile boolean suspect;

    /** @param onAway called when Redis turns out to be away: what waits will not be read back soon */
    StreamWriter(Dialer dialer, StreamSettings settings, Outbox outbox, Counters counters, Runnable onAway) {
        this.dialer = dialer;
        this.outbox = outbox;
        this.counters = counters;
        this.onAway = onAway;
        this.key = settings.key().getBytes(UTF_8);
        this.signature = settings.secret().map(Signature::new).orElse(null);
        this.confirmed = new Confirmed(settings.bounds().length());
        this.maxLength = bytes(settings.bounds().length());
        this.replicas = settings.replicas();
        this.replicasMillis = settings.timeout().toMillis() / 2;
    }

    boolean away() {
        return away;
    }

    /** Redis may have lost what it confirmed, or another one may hold the stream now: look soon. Any thread. */
    void suspect() {
        suspect = true;
        outbox.wake();
    }

    void stop() {
        lifetime.end();
        outbox.wake();
    }

    @Override
    public void run() {
        try {
            while (!lifetime.ended()) {
                writeNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
        }
    }

    private void writeNext() throws InterruptedException {
        try {
            List<Item> batch = outbox.batch(IDLE_MILLIS);
            if (suspect || !batch.isEmpty()) {
                write(batch);
            }
        } catch (RuntimeException | Error e) { // not even failing worked: the next is to be written all the same
            sparing.warn("unexpected", "the writer of the stream stumbled, and goes on: " + e);
            lifetime.pause(LAST_PAUSE_MILLIS);
        }
    }

    private void write(List<Item> waiting) throws InterruptedException {
        List<Item> batch = unreplicated.isEmpty() ? waiting : unreplicated;
        try {
            Link open = connected();
            if (unreplicated.isEmpty() && !batch.isEmpty()) {
                send(open, batch.stream().map(item -> item.draft).toList());
                unreplicated = batch;
            }
            awaitReplicas(open);
        } catch (TooFewReplicas e) {
            failed(e);
            return;
        } catch (RuntimeException | Error e) { // not only Jedis' own: this thread must not end
            hangUp();
            suspect = true; // also when nothing is to be written: away must not last longer than Redis is
            failed(e);
            return;
        }
        unreplicated = List.of();
        counters.written.add(batch.size());
        if (away) {
            log.info("Redis takes broadcasts again");
        }
        failures = 0;
        away = false; // before anyone hears that it was written
        outbox.written(batch);
    }

    /** The connection; a new one, or a suspected one, only once Redis has all that it confirmed. */
    private Link connected() {
        Link open = link;
        if (suspect && open != null && !dialer.isCurrent(open)) {
            hangUp();
            open = null;
        }
        if (open == null || suspect) {
            open = open == null ? dialer.dial() : open;
            link = open;
            suspect = false;
            rewriteLost(open);
        }
        return open;
    }

    private void rewriteLost(Connection open) {
        lost.addAll(0, confirmed.takeLost(open, key));
        if (!lost.isEmpty()) {
            sparing.warn(
                    "lost", "Redis lost " + lost.size() + " broadcasts that it had confirmed: they are written again");
        }
        while (!lost.isEmpty()) {
            List<Draft> first = lost.subList(0, Math.min(lost.size(), REWRITTEN_AT_ONCE));
            send(open, first);
            counters.rewritten.add(first.size());
            first.clear();
        }
    }

    private void send(Connection to, List<Draft> drafts) {
        if (drafts.size() == 1) {
            add(to, drafts.get(0));
            confirm(drafts, List.of(to.getOne()));
            return;
        }
        to.sendCommand(Command.MULTI);
        drafts.forEach(draft -> add(to, draft));
        to.sendCommand(Command.EXEC);
        for (int i = 0; i <= drafts.size(); i++) {
            to.getOne(); // OK, then QUEUED for each
        }
        confirm(drafts, to.getObjectMultiBulkReply());
    }

    private void confirm(List<Draft> drafts, List<?> ids) {
        for (Object id : ids) {
            if (id instanceof JedisDataException refused) {
                throw refused;
            }
        }
        for (int i = 0; i < drafts.size(); i++) {
            confirmed.add((byte[]) ids.get(i), drafts.get(i));
        }
    }

    private void add(Connection to, Draft draft) {
        List<byte[]> arguments = new ArrayList<>(20);
        Collections.addAll(arguments, key, MAXLEN, ABOUT, maxLength, ANY_ID);
        Collections.addAll(arguments, UID, bytes(draft.uid()), NSP, bytes(draft.namespace()));
        Collections.addAll(arguments, TYPE, BROADCAST, DATA, draft.data());
        Collections.addAll(arguments, SEQ, bytes(draft.seq()), BID, bytes(draft.broadcastId()));
        if (signature != null) {
            Collections.addAll(arguments, SIG, signature.of(draft));
        }
        to.sendCommand(Command.XADD, arguments.toArray(byte[][]::new));
    }

    private void awaitReplicas(Connection open) {
        if (replicas == 0 || unreplicated.isEmpty()) {
            return;
        }
        open.sendCommand(Command.WAIT, bytes(replicas), bytes(replicasMillis));
        if (!(open.getOne() instanceof Long have) || have < replicas) {
            throw new TooFewReplicas(replicas);
        }
    }

    /** It is written, and nothing is wrong with the connection. */
    private static final class TooFewReplicas extends JedisException {
        private static final long serialVersionUID = 1L;

        TooFewReplicas(int wanted) {
            super("fewer than " + wanted + " replicas have it: start them, or wait for fewer");
        }
    }

    private static byte[] bytes(Object text) {
        return text.toString().getBytes(UTF_8);
    }

    private void failed(Throwable failure) throws InterruptedException {
        counters.retries.increment();
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
        unreplicated = List.of();
        if (link != null) {
            link.close();
            link = null;
        }
    }
}
