package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.Presence;
import io.herald.engine.log.SparingLog;
import io.herald.engine.model.Member;
import io.herald.engine.model.Members;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Who is present, in Redis: of each room its members as a hash, of each member there the nodes that have it as a set, of each node what it
 * has as a set, and the nodes by the time they were last seen. A node that is not seen for some seconds is dead: the others take its set
 * apart, bit by bit, so that each member is given up by one of them. Thread-safe.
 *
 * <p>A node that lost touch begins a new life under another id, and lets the others bury the one before.
 */
public final class RedisPresence implements Presence {
    private static final Logger log = LoggerFactory.getLogger(RedisPresence.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 20_000;
    private static final int BURIED_AT_ONCE = 200;
    private static final String SEPARATOR = "\n"; // no name has it

    private final Line line;
    private final PresenceScripts scripts;
    private final Lifetime lifetime = new Lifetime();
    private final SparingLog sparing = new SparingLog(log);
    private final LongAdder failures = new LongAdder();
    private final Thread beating = new Thread(this::beat, "herald-redis-presence-beat");
    private final Worker commands =
            new Worker("herald-redis-presence", "who is present can't be kept in Redis, or asked for", MAX_WAITING);
    private volatile String node = UUID.randomUUID().toString();
    private volatile boolean isSeen; // by the others, in this life
    private volatile boolean isBehind;
    private @Nullable Listener listener; // on the beating thread

    /** @param cluster name that its nodes have in common: of their stream */
    public RedisPresence(RedisSettings settings, String cluster) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.scripts = new PresenceScripts(line, "{herald}:present:" + cluster + ":");
        beating.setDaemon(true);
    }

    @Override
    public void start(Listener newListener) {
        listener = newListener;
        beating.start();
    }

    @Override
    public CompletionStage<Boolean> enter(Room room, Member member) {
        return ask(() -> scripts.enter(node, room(room), member.id(), member.json()));
    }

    @Override
    public CompletionStage<Boolean> leave(Room room, Member member) {
        return ask(() -> scripts.leave(node, room(room), member.id()));
    }

    @Override
    public CompletionStage<Boolean> has(Room room, Member member) {
        return ask(() -> scripts.has(room(room), member.id()));
    }

    @Override
    public CompletionStage<Members> members(Room room) {
        return ask(() -> {
            int count = scripts.count(room(room));
            List<Member> some = new ArrayList<>();
            List<?> pairs = scripts.some(room(room), Members.MOST);
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                some.add(new Member(text(pairs.get(i)), text(pairs.get(i + 1))));
            }
            return new Members(some, Math.max(count, some.size()));
        });
    }

    /** How often since the start something could not be said or asked. */
    public long failures() {
        return failures.sum() + commands.failures();
    }

    private static String room(Room room) {
        return room.namespace() + SEPARATOR + room.name();
    }

    static String text(@Nullable Object bytes) {
        return new String((byte[]) Objects.requireNonNull(bytes), UTF_8);
    }

    private <T> CompletionStage<T> ask(Callable<T> question) {
        return commands.ask(question).whenComplete((answer, failure) -> {
            if (failure != null) {
                isBehind = true;
            }
        });
    }

    private void beat() {
        try {
            do {
                beatOnce();
            } while (!lifetime.pause(PresenceScripts.BEAT_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatOnce() {
        boolean wasBehind = isBehind;
        try {
            if (wasBehind) {
                isBehind = false;
                node = UUID.randomUUID().toString();
            }
            boolean isGivenUp = scripts.beat(node) && isSeen && !wasBehind; // by the others, or Redis forgot it
            if (isGivenUp) {
                node = UUID.randomUUID().toString();
                scripts.beat(node);
            }
            if (isGivenUp || wasBehind) {
                listener().forgotten();
            }
            isSeen = true;
            bury();
        } catch (RuntimeException | Error e) { // whatever it is, the next beat is to come
            failures.increment();
            isBehind |= isSeen || wasBehind;
            sparing.warn("beat", "the other nodes can't be told who is present here: " + Trouble.say(e));
        }
    }

    private Listener listener() {
        return Objects.requireNonNull(listener, "start comes first");
    }

    private void bury() {
        List<?> lost = scripts.bury(BURIED_AT_ONCE);
        while (!lost.isEmpty() && !lifetime.ended()) {
            for (int i = 1; i + 1 < lost.size(); i += 2) {
                tell(text(lost.get(i)).split(SEPARATOR, 3), text(lost.get(i + 1)));
            }
            lost = scripts.bury(BURIED_AT_ONCE);
        }
    }

    private void tell(String[] entry, String json) {
        try {
            listener().lost(new Room(new Namespace(entry[0]), entry[1]), new Member(entry[2], json));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            sparing.warn("entry", "an entry about who is present is none of ours: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        lifetime.end();
        commands.close();
        try {
            beating.join(TIMEOUT.toMillis());
            scripts.retire(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JedisException e) {
            log.debug("this node's end could not be said: it shows by itself", e);
        }
        line.close();
    }
}
