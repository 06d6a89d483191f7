package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.herald.engine.backplane.Edition;
import io.herald.engine.backplane.EditionStore;
import io.herald.engine.backplane.MalformedException;
import io.herald.engine.model.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Keeps editions in Redis: the current one in a hash, of its {@code version} and the {@code scripts}; a proposal in a key of its own, to
 * become the hash's at one stroke. Thread-safe.
 *
 * <p>Scripts are JSON, {@code {"edition": 7, "id": "…", "by": "…", "way": "API", "scripts": {"chat.groovy": "…"}}}, behind a signature and
 * a blank where the cluster has a secret.
 */
public final class RedisEditionStore implements EditionStore {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long PROPOSED_MILLIS = 60_000;
    private static final long PER_SCRIPT_MILLIS = 200; // more than any node is given to try one
    private static final int MAX_BYTES = 32 << 20;
    private static final int MAX_TEXT_BYTES = MAX_BYTES - 100; // behind a signature
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(4).build())
                    .build())
            .build();

    /** The scripts of the hash, or of the key; their length when that passes the argument. */
    private static final String READ = """
            local scripts = ARGV[2] == 'hash' and redis.call('HGET', KEYS[1], 'scripts') or ARGV[2] == 'key' and redis.call('GET', KEYS[1])
            if scripts and #scripts > tonumber(ARGV[1]) then return #scripts end
            return scripts
            """;

    /** Whether it was done: version before, version of the proposal. */
    private static final String COMMIT = """
            if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[1] then return 0 end
            local scripts = redis.call('GET', KEYS[2])
            if not scripts then return 0 end
            redis.call('HSET', KEYS[1], 'version', ARGV[2], 'scripts', scripts)
            redis.call('DEL', KEYS[2])
            return 1
            """;

    private final Line line;
    private final String key;
    private final SignedText signing;

    /**
     * Dials when it is first needed.
     *
     * @param cluster name that its nodes have in common: of their stream
     * @param secret with it, editions are signed, and others refused
     */
    public RedisEditionStore(RedisSettings settings, String cluster, Optional<Secret> secret) {
        this.line = new Line(new Dialer(settings, TIMEOUT));
        this.key = "{herald}:scripts:" + cluster;
        this.signing = new SignedText(secret);
    }

    private String proposalKey(String id) {
        return key + ":proposal:" + id;
    }

    @Override
    public String version() {
        return asked(() -> Optional.ofNullable(line.text(Command.HGET, key, "version")))
                .orElse("");
    }

    @Override
    public Optional<Edition> current() throws MalformedException {
        String version = version();
        Optional<Edition> edition = read(key, "hash");
        boolean fits = edition.orElse(Edition.NONE).version().equals(version);
        if (!fits && version().equals(version)) { // and no newer one came meanwhile
            throw new MalformedException("its version says " + Text.quote(version) + " and means another");
        }
        return edition;
    }

    @Override
    public Optional<Edition> proposal(String id) throws MalformedException {
        return read(proposalKey(id), "key");
    }

    private Optional<Edition> read(String from, String kind) throws MalformedException {
        @Nullable Object found = asked(() -> line.call(Command.EVAL, READ, 1, from, MAX_BYTES, kind));
        if (found instanceof Long bytes) {
            throw new MalformedException("it is " + bytes + " bytes long, over the " + MAX_BYTES + " allowed");
        }
        return found instanceof byte[] bytes ? Optional.of(edition(signing.read(key, bytes))) : Optional.empty();
    }

    @Override
    public void propose(Edition edition) {
        byte[] text = written(edition);
        long millis = PROPOSED_MILLIS + PER_SCRIPT_MILLIS * edition.texts().size();
        asked(() -> line.call(Command.SET, proposalKey(edition.id()), signing.write(key, text), "PX", millis));
    }

    @Override
    public boolean commit(Edition proposed, String before) {
        String version = proposed.version();
        Object done = asked(() -> line.call(Command.EVAL, COMMIT, 2, key, proposalKey(proposed.id()), before, version));
        return Long.valueOf(1).equals(done) || version().equals(version); // asked twice when the first answer was lost
    }

    private static <T extends @Nullable Object> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (JedisException e) {
            throw new IllegalStateException("the scripts in Redis can't be asked for now: " + Trouble.say(e), e);
        }
    }

    // ---- the text

    private static byte[] written(Edition edition) {
        ObjectNode json = JSON.createObjectNode()
                .put("edition", edition.number())
                .put("id", edition.id())
                .put("by", edition.by())
                .put("way", edition.way());
        ObjectNode scripts = json.putObject("scripts");
        new TreeMap<>(edition.texts()).forEach(scripts::put);
        byte[] text = json.toString().getBytes(UTF_8);
        if (text.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("all scripts together take " + text.length + " bytes, more than the "
                    + MAX_TEXT_BYTES + " allowed");
        }
        return text;
    }

    private static Edition edition(byte[] text) throws MalformedException {
        try {
            JsonNode json = JSON.readTree(text);
            Map<String, String> texts = new TreeMap<>();
            for (Map.Entry<String, JsonNode> script : json.path("scripts").properties()) {
                if (!script.getValue().isTextual()) {
                    throw new MalformedException("one of its scripts is no text");
                }
                texts.put(script.getKey(), script.getValue().textValue());
            }
            JsonNode number = json.path("edition");
            if (!number.isIntegralNumber()
                    || !Edition.isNumber(number.asLong())
                    || !json.path("scripts").isObject()) {
                throw new MalformedException("it has no number or no scripts");
            }
            return new Edition(
                    number.asLong(),
                    ClusterText.text(json, "id"),
                    texts,
                    ClusterText.text(json, "by"),
                    ClusterText.text(json, "way"));
        } catch (IOException e) {
            throw new MalformedException("it is no JSON");
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
