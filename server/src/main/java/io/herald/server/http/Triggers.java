package io.herald.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.herald.engine.Engine;
import io.herald.engine.Outcome;
import io.herald.engine.TriggerResult;
import io.herald.engine.backplane.Idempotency;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Trigger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Has triggers evaluated, and those with a key once. Thread-safe. */
final class Triggers {
    private static final ObjectWriter CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writer();
    private static final int FINGERPRINT = 16;

    private final Engine engine;
    private final Idempotency idempotency;
    private final Metrics metrics;

    Triggers(Engine engine, Idempotency idempotency, Metrics metrics) {
        this.engine = engine;
        this.idempotency = idempotency;
        this.metrics = metrics;
    }

    CompletionStage<TriggerResult> trigger(Trigger trigger) {
        return timed(trigger, engine::trigger);
    }

    CompletionStage<TriggerResult> preview(Trigger trigger) {
        return timed(trigger, engine::preview);
    }

    private CompletionStage<TriggerResult> timed(
            Trigger trigger, Function<Trigger, CompletionStage<TriggerResult>> evaluation) {
        long began = System.nanoTime();
        return evaluation.apply(trigger).thenApply(result -> {
            metrics.evaluated(result.outcome(), System.nanoTime() - began);
            return result;
        });
    }

    /**
     * Triggers unless the event was triggered under this key before.
     *
     * @return what the first was answered: its status, a blank, its body
     * @throws IllegalArgumentException when the key is none
     * @throws BroadcastException.UnknownEvent which is no part of a key
     */
    CompletionStage<String> once(Trigger trigger, String key) {
        Trigger.requireKey(key);
        engine.catalog().require(trigger.event());
        String fingerprint = fingerprint(trigger) + " ";
        return idempotency
                .once(
                        trigger.event() + "/" + key,
                        () -> trigger(trigger).thenApply(result -> fingerprint + remembered(result)))
                .thenApply(answer -> {
                    if (!answer.startsWith(fingerprint)) {
                        throw new CompletionException(new BroadcastException.KeyReused("the key " + key
                                + " was used for '" + trigger.event()
                                + "' with other inputs: take a new key for each trigger"));
                    }
                    return answer.substring(fingerprint.length());
                });
    }

    /** Tells triggers of one event apart that have the same key. */
    private static String fingerprint(Trigger trigger) {
        try {
            byte[] text = CANONICAL.writeValueAsBytes(List.of(trigger.inputs(), new TreeSet<>(trigger.except())));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a trigger has no fingerprint", e);
        }
    }

    private static String remembered(TriggerResult result) {
        return status(result) + " " + new String(Answers.bytes(Answers.of(result)), UTF_8);
    }

    static int status(TriggerResult result) {
        return result.outcome() == Outcome.QUEUED || result.outcome() == Outcome.DEFERRED ? 202 : 200;
    }
}
