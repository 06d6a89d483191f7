package io.herald.server.http;

import io.herald.engine.Engine;
import io.herald.engine.backplane.ClusterNode;
import io.herald.engine.backplane.Gathered;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which nodes are up. */
final class ClusterRoutes implements Routes {
    private final Engine engine;

    ClusterRoutes(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/cluster", this::nodes);
    }

    private void nodes(Context request) {
        Gathered<List<ClusterNode>> nodes = engine.cluster().nodes();
        ClusterNode self = nodes.answer().get(0);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "nodes",
                nodes.answer().stream().map(node -> Node.of(node, self)).toList());
        answer.put(
                "isSameCatalog",
                nodes.answer().stream().map(ClusterNode::catalog).distinct().count() == 1);
        Answers.putMissing(answer, nodes);
        Answers.send(request, 200, answer);
    }

    /**
     * A node as the API tells of it.
     *
     * @param isSameCatalog whether its scripts are those of the node that answers
     * @param edition number of the scripts that nodes share; 0 when they are its folder's
     */
    private record Node(
            String id,
            String name,
            boolean isSelf,
            String version,
            String catalog,
            boolean isSameCatalog,
            long edition,
            Instant startedAt,
            long uptimeSeconds,
            int clients,
            String position,
            long lagMillis) {
        static Node of(ClusterNode node, ClusterNode self) {
            return new Node(
                    node.id(),
                    node.name(),
                    node.id().equals(self.id()),
                    node.version(),
                    node.catalog(),
                    node.catalog().equals(self.catalog()),
                    node.edition(),
                    Instant.ofEpochMilli(node.startedMillis()),
                    Math.max(0, (System.currentTimeMillis() - node.startedMillis()) / 1000),
                    node.clients(),
                    node.position(),
                    node.lagMillis());
        }
    }
}
