package io.herald.engine.interop;

import io.herald.engine.backplane.MalformedException;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Audience;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Text;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives this node's sockets what servers of another kind broadcast. Each node has its own, so nothing is passed on. Thread-safe.
 *
 * <p>Pub/sub keeps nothing: what is sent while this node's link to Redis is cut is lost.
 */
public final class Gateway implements BiConsumer<String, byte[]> {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private static final long PAUSE_NANOS = 1_000_000;

    private final Dialect dialect;
    private final int maxBytes;
    private final Audience audience;
    private final ToIntFunction<Broadcast> deliver;
    private final SparingLog sparing = new SparingLog(log);
    private final String prefix = String.format("%010x-", new SecureRandom().nextLong() & 0xff_ffff_ffffL);
    private final AtomicLong received = new AtomicLong();
    private final LongAdder recipients = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /** @param maxBytes of a message; larger ones are skipped */
    public Gateway(Dialect dialect, int maxBytes, Audience audience, ToIntFunction<Broadcast> deliver) {
        this.dialect = dialect;
        this.maxBytes = maxBytes;
        this.audience = audience;
        this.deliver = deliver;
    }

    /**
     * Counts since the start.
     *
     * @param received messages of any kind
     * @param recipients sockets here that got one
     * @param malformed messages that broke the format, skipped
     */
    public record Stats(long received, long recipients, long malformed) {}

    public Stats stats() {
        return new Stats(received.get(), recipients.sum(), malformed.sum());
    }

    /** What comes faster than sockets take it waits in Redis, which in the end cuts who waits too long. */
    private void waitForRoom() {
        while (audience.isFull()) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    @Override
    public void accept(String channel, byte[] message) {
        waitForRoom();
        String id = prefix + received.incrementAndGet();
        try {
            if (message.length > maxBytes) {
                throw new MalformedException("it has " + message.length + " bytes, over the " + maxBytes + " allowed");
            }
            Optional<Broadcast> broadcast = dialect.read(channel, message, id, audience);
            if (broadcast.isPresent()) {
                recipients.add(deliver.applyAsInt(broadcast.get()));
            }
        } catch (MalformedException e) {
            malformed.increment();
            sparing.warn("malformed", "a message on " + Text.quote(channel) + " is skipped: " + e.getMessage());
        } catch (RuntimeException e) {
            sparing.warn("unexpected", "a message on " + Text.quote(channel) + " could not be handled: " + e);
            log.debug("it was this", e);
        }
    }
}
