package io.herald.engine;

import io.herald.engine.backplane.Backplane;
import io.herald.engine.backplane.Cluster;
import io.herald.engine.backplane.Receipt;
import io.herald.engine.delivery.Delivered;
import io.herald.engine.model.Broadcast;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Hands what was decided to the backplane, and says what became of it. Thread-safe. */
final class Publisher {
    private final Backplane backplane;
    private final Cluster cluster;
    private final Retry retry;
    private final PastEvents past;
    private final AckTally acks = new AckTally();

    Publisher(Backplane backplane, Cluster cluster, Retry retry, PastEvents past) {
        this.backplane = backplane;
        this.cluster = cluster;
        this.retry = retry;
        this.past = past;
    }

    /** A broadcast reached this node's sockets. */
    void delivered(Broadcast broadcast, Delivered delivered) {
        if (broadcast.options().ack().isPresent()) {
            acks.delivered(broadcast, delivered);
        }
    }

    /** Completes when the backplane has it, or with acknowledgements once they came. */
    CompletionStage<TriggerResult> publish(Decided decided) {
        long begun = System.nanoTime();
        Optional<Duration> ack = decided.emit().options().ack();
        if (ack.isPresent()) {
            acks.expect(decided.id());
        }
        CompletionStage<Receipt> sent = past.keep(decided).thenCompose(kept -> hand(decided));
        if (ack.isEmpty()) {
            return sent.thenApply(receipt -> TriggerResult.sent(decided, receipt, Optional.empty()));
        }
        return sent.whenComplete((receipt, failure) -> {
                    if (failure != null) {
                        acks.forget(decided.id());
                    }
                })
                .thenCompose(receipt -> acks.end(decided.id())
                        .thenCompose(end ->
                                cluster.acks(decided.id(), ack.orElseThrow().minusNanos(System.nanoTime() - begun)))
                        .thenApply(all -> TriggerResult.sent(decided, receipt, Optional.of(all.answer()))));
    }

    private CompletionStage<Receipt> hand(Decided decided) {
        List<Broadcast> broadcasts = decided.emit().broadcasts(decided.id());
        return retry.upTo(decided.event().policy().retries(), () -> backplane.publish(broadcasts))
                .whenComplete((receipt, failure) -> {
                    if (failure != null) {
                        past.forget(decided);
                    }
                });
    }
}
