package io.herald.server.shared

import io.herald.dsl.EditionHost
import io.herald.dsl.HostOptions
import io.herald.dsl.ScriptEditor
import io.herald.dsl.versions.Author
import io.herald.dsl.versions.Author.Way
import io.herald.dsl.versions.ScriptHistory
import io.herald.engine.backplane.ClusterNode
import io.herald.engine.backplane.EditionStore
import io.herald.engine.backplane.redis.RedisCluster
import io.herald.engine.backplane.redis.RedisEditionStore
import io.herald.engine.backplane.redis.RedisSettings
import io.herald.engine.backplane.redis.Secret
import io.herald.engine.backplane.redis.StreamSettings
import io.herald.engine.event.EventCatalog
import io.herald.engine.model.NodeSockets
import java.nio.file.Path
import java.time.Duration
import java.util.function.Supplier

/** What a node has of the scripts that nodes share, and its place among them: no clients. */
class SharedNode implements AutoCloseable {
    static final Author ANN = new Author("ann", Way.API)

    final String name
    final RedisCluster cluster
    final NodeEditions editions
    final ScriptEditor editor
    final EditionStore store
    volatile EventCatalog catalog = EventCatalog.EMPTY

    SharedNode(String name, String url, Path data, HostOptions options = HostOptions.DEFAULT, Map<String, String> seed = [:], String secret = null) {
        this.name = name
        RedisSettings redis = RedisSettings.parse(url)
        StreamSettings stream = secret ? StreamSettings.DEFAULTS.withSecret(new Secret(secret)) : StreamSettings.DEFAULTS
        ScriptHistory history = ScriptHistory.in(data.resolve(name))
        EditionHost host = new EditionHost(options, history, { catalog = it })
        store = new RedisEditionStore(redis, stream.key(), stream.secret())
        editions = new NodeEditions(store, host, { seed } as Supplier)
        String id = ClusterNode.newId()
        cluster = new RedisCluster(redis, stream, { new ClusterNode(id, name, "", catalog.hash(), editions.inForce().number(), 0, 0, "", 0) })
        editor = new ScriptEditor(new RollOut(store, editions, { cluster }, name == "hasty" ? Duration.ofSeconds(1) : RollOut.PATIENCE), history, true)
        cluster.answerFor(editions)
    }

    /** As a node does: loads, shows itself, catches up. */
    SharedNode started() {
        editions.load()
        cluster.start(NodeSockets.NONE)
        editions.join()
        editions.watch()
        this
    }

    void put(String path, String text) { editor.write(path, text, Optional.empty(), ANN) }

    Map<String, String> texts() { editions.inForce().texts() }

    @Override
    void close() {
        editions.close()
        cluster.close()
    }
}
