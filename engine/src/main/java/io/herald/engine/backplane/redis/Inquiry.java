package io.herald.engine.backplane.redis;

import com.fasterxml.jackson.databind.JsonNode;
import io.herald.engine.backplane.ClusterNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One question on its way to other nodes, and what came back. Thread-safe. */
final class Inquiry {
    /** Said where nobody could be asked who there is. */
    static final String ALL_OTHERS = "all others";

    private final Question question;
    private final Map<String, ClusterNode> awaited = new LinkedHashMap<>();
    private final Set<String> answeredServers = new HashSet<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private int awaitedServers;
    private boolean isAsked;

    /** What the node of this name said. */
    record Answer(String node, JsonNode text) {}

    /** @param nodes who may be there, until {@link #asks} knows better */
    Inquiry(Question question, List<ClusterNode> nodes) {
        this.question = question;
        nodes.forEach(node -> awaited.put(node.id(), node));
    }

    Question question() {
        return question;
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

    /** So many Node servers are asked, too; who they are, only their answers tell. */
    synchronized void asksServers(int count) {
        awaitedServers = count;
    }

    /** Takes the first answer of each Node server. */
    synchronized void serverAnswered(String uid, JsonNode answer) {
        if (awaitedServers > 0 && answeredServers.add(uid)) {
            awaitedServers--;
            answers.add(new Answer("Node server " + uid, answer));
            endIfDone();
        }
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
        all.addAll(Collections.nCopies(awaitedServers, "a Node server"));
        if (!isAsked && all.isEmpty()) {
            all.add(ALL_OTHERS);
        }
        return all;
    }

    private void endIfDone() {
        if (isAsked && awaited.isEmpty() && awaitedServers == 0) {
            end.complete(null);
        }
    }
}
