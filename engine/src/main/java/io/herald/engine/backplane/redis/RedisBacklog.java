package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herald.engine.backplane.DeadLetter;
import io.herald.engine.backplane.TriggerBacklog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** What is left in a stream of triggers, and the stream of its dead letters beside it. Thread-safe. */
final class RedisBacklog implements TriggerBacklog, AutoCloseable {
    private static final int MAX_DEAD = 10_000;
    private static final int PAGE = 4; // of a megabyte each, at most
    private static final String ID = "\\d{1,18}-\\d{1,18}";
    private static final int MAX_ANSWER_CHARACTERS = 4 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Line line;
    private final String stream;
    private final String dead;

    RedisBacklog(RedisSettings settings, String stream) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.stream = stream;
        this.dead = deadKey(stream);
    }

    /** On the same node of a Redis Cluster as the stream. */
    static String deadKey(String stream) {
        return stream.contains("{") ? stream + ":dead" : "{" + stream + "}:dead";
    }

    @Override
    public Depth depth() {
        return asked(() -> {
            long running = line.list(Command.XPENDING, stream, TriggerQueue.GROUP).stream()
                    .findFirst()
                    .map(count -> (Long) count)
                    .orElse(0L);
            return new Depth(Math.max(0, length(stream) - running), running, length(dead));
        });
    }

    private long length(String key) {
        return line.call(Command.XLEN, key) instanceof Long length ? length : 0;
    }

    @Override
    public List<DeadLetter> dead(int count) {
        return asked(() -> latest(count));
    }

    private List<DeadLetter> latest(int count) {
        List<DeadLetter> found = new ArrayList<>();
        int characters = 0;
        String from = "+";
        List<?> page;
        do {
            page = line.list(Command.XREVRANGE, dead, from, "-", "COUNT", PAGE);
            for (Object raw : page) {
                if (found.size() == count || characters >= MAX_ANSWER_CHARACTERS) {
                    return found;
                }
                DeadLetter letter = TriggerEntry.of(raw).deadLetter();
                found.add(letter);
                characters += letter.inputs().length();
                from = "(" + letter.id();
            }
        } while (page.size() == PAGE);
        return found;
    }

    /** Into the line first: should the rest fail, it is there twice, and runs once under its key. */
    @Override
    public Optional<String> retry(String id) {
        return asked(() -> found(id).map(entry -> {
            String again = add(stream, entry.content(), List.of());
            line.call(Command.XDEL, dead, id);
            return again;
        }));
    }

    @Override
    public boolean delete(String id) {
        return asked(() -> id.matches(ID) && Long.valueOf(1).equals(line.call(Command.XDEL, dead, id)));
    }

    private Optional<TriggerEntry> found(String id) {
        return id.matches(ID)
                ? line.list(Command.XRANGE, dead, id, id).stream().findFirst().map(TriggerEntry::of)
                : Optional.empty();
    }

    /** Adds a dead letter; at their bound the oldest go. */
    void bury(TriggerEntry entry, String reason, int tries) {
        List<Object> content = entry.content();
        content.addAll(List.of("reason", reason, "tries", tries));
        add(dead, content, List.of("MAXLEN", "~", MAX_DEAD));
    }

    private String add(String key, List<Object> content, List<Object> options) {
        List<Object> arguments = new ArrayList<>(List.of(key));
        arguments.addAll(options);
        arguments.add("*");
        arguments.addAll(content);
        Object id = line.call(Command.XADD, arguments.toArray());
        return id instanceof byte[] text ? new String(text, UTF_8) : "";
    }

    private static <T> T asked(Supplier<T> commands) {
        try {
            return commands.get();
        } catch (JedisException e) {
            throw new IllegalStateException("the stream of triggers can't be read: " + Trouble.say(e), e);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
