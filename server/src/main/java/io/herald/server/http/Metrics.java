package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.Outcome;
import io.herald.engine.backplane.ClusterNode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What a node counts, in the text format of Prometheus. Thread-safe. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Outcome, Timer> triggers = new EnumMap<>(Outcome.class);
    private final List<Measure> measures; // the registry holds them weakly

    /** @param measures of the node's other parts */
    Metrics(Engine engine, List<Measure> measures) {
        Gauge.builder("herald.clients", engine, Engine::clients)
                .description("clients connected to this node")
                .register(registry);
        Gauge.builder("herald.delivery.queued.bytes", engine, Engine::queuedBytes)
                .description("bytes of broadcasts that wait for an event loop to write them, of the one with most")
                .register(registry);
        Gauge.builder("herald.evaluations.stuck", engine, Engine::stuckEvaluations)
                .description("evaluations that passed their time and still run")
                .register(registry);
        Gauge.builder(
                        "herald.scripts.problems",
                        engine,
                        node -> node.catalog().problems().size())
                .description("problems of scripts")
                .register(registry);
        Gauge.builder(
                        "herald.cluster.nodes",
                        engine,
                        node -> node.cluster().lastKnown().size())
                .description("nodes of the cluster that are up, this one too")
                .register(registry);
        Gauge.builder(
                        "herald.cluster.catalogs",
                        engine,
                        node -> node.cluster().lastKnown().stream()
                                .map(ClusterNode::catalog)
                                .distinct()
                                .count())
                .description("different sets of scripts that these have in force: 1 when all have the same")
                .register(registry);
        Gauge.builder("herald.events.disabled", engine, Engine::disabledEvents)
                .description("events in force that are switched off on this node")
                .register(registry);
        Gauge.builder("herald.presence.members", engine, Engine::members)
                .description("members of presence rooms with a client of this node, once for each room")
                .register(registry);
        Gauge.builder("herald.deferred", engine, Engine::deferred)
                .description(
                        "broadcasts of debounced, throttled and delayed events that wait, once for each room that waits")
                .register(registry);
        Gauge.builder("herald.deferred.bytes", engine, Engine::deferredBytes)
                .description("bytes of their payloads")
                .register(registry);
        FunctionCounter.builder("herald.schedules.missed", engine, Engine::missedSchedules)
                .description("times at which a scheduled event could not be triggered")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            triggers.put(outcome, timer(outcome));
        }
        countRefusals(engine);
        this.measures = List.copyOf(measures);
        this.measures.forEach(this::register);
        countCompression("before", engine, node -> node.compressed().before());
        countCompression("after", engine, node -> node.compressed().after());
    }

    private Timer timer(Outcome outcome) {
        return Timer.builder("herald.triggers")
                .description("triggers and previews, from request to answer")
                .tag("outcome", outcome.name())
                .register(registry);
    }

    private void register(Measure measure) {
        if (measure.counts()) {
            FunctionCounter.Builder<Measure> counter = FunctionCounter.builder(
                            measure.name(), measure, each -> each.value().getAsDouble())
                    .description(measure.description());
            measure.tags().forEach(counter::tag);
            counter.register(registry);
        } else {
            Gauge.Builder<Measure> gauge = Gauge.builder(
                            measure.name(), measure, each -> each.value().getAsDouble())
                    .description(measure.description());
            measure.tags().forEach(gauge::tag);
            gauge.register(registry);
        }
    }

    private void countCompression(String when, Engine engine, ToDoubleFunction<Engine> bytes) {
        FunctionCounter.builder("herald.broadcasts.compressed.bytes", engine, bytes)
                .description("bytes of broadcasts before and after compression, once for all clients")
                .tag("when", when)
                .register(registry);
    }

    private void countRefusals(Engine engine) {
        engine.refusals()
                .keySet()
                .forEach(limit -> FunctionCounter.builder(
                                "herald.clients.refused",
                                engine,
                                node -> node.refusals().getOrDefault(limit, 0L))
                        .description("clients that went over a limit")
                        .tag("limit", limit)
                        .register(registry));
    }

    void evaluated(Outcome outcome, long nanos) {
        Objects.requireNonNull(triggers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(String code) {
        registry.counter("herald.requests.failed", "code", code).increment();
    }

    String scrape() {
        return registry.scrape();
    }
}
