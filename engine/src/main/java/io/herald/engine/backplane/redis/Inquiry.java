package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.herald.engine.backplane.ClusterNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One question on its way to other nodes, and what came back. Thread-safe. */
final class Inquiry {
    private final Map<String, ClusterNode> awaited = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private boolean isAsked;

    /** What the node of this name said. */
    record Answer(String node, JsonNode text) {}

    /** @param nodes who may be there, until {@link #asks} knows better */
    Inquiry(List<ClusterNode> nodes) {
        nodes.forEach(node -> awaited.put(node.id(), node));
    }

    /** Completes once all answered, or were found missing. */
    CompletableFuture<@Nullable Void> end() {
        return end;
    }

    /** These are asked now. */
    synchronized void asks(List<ClusterNode> nodes) {
        awaited.clear();
        nodes.forEach(node -> awaited.put(node.id(), node));
    }

    /** Those of {@link #asks} are asked, and nobody else. */
    synchronized void asked() {
        isAsked = true;
        endIfDone();
    }

    /** It will not answer. */
    synchronized void missing(ClusterNode node) {
        if (awaited.remove(node.id()) != null) {
            missing.add(node.name());
        }
    }

    /** Takes the first answer of each node that was asked. */
    synchronized void answered(String from, JsonNode answer) {
        ClusterNode node = awaited.remove(from);
        if (node != null) {
            answers.add(new Answer(node.name(), answer));
            endIfDone();
        }
    }

    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** The names of those that did not answer. */
    synchronized List<String> missing() {
        List<String> all = new ArrayList<>(missing);
        awaited.values().forEach(node -> all.add(node.name()));
        if (!isAsked && all.isEmpty()) {
            all.add("all others"); // nobody could be asked who there is
        }
        return all;
    }

    private void endIfDone() {
        if (isAsked && awaited.isEmpty()) {
            end.complete(null);
        }
    }
}
