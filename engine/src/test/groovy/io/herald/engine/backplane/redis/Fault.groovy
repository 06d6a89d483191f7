package io.herald.engine.backplane.redis

/** Every fault under which nothing may be lost, doubled or out of order. */
enum Fault {
    KILLED("Redis is killed and comes back with all it confirmed", { it.durable() }, { Stage it ->
        it.redis.kill()
        it.pause()
        it.redis.start()
    }),
    EMPTY("Redis is killed and comes back empty", { it.on() }, { Stage it ->
        it.redis.kill()
        it.pause()
        it.redis.start()
    }),
    FROZEN("Redis hangs", { it.durable() }, { Stage it ->
        it.redis.freeze()
        it.pause()
        it.redis.thaw()
    }),
    FULL("Redis is out of memory", { it.durable() }, { Stage it ->
        it.redis.call { jedis -> jedis.configSet("maxmemory", "1") }
        it.pause()
        it.redis.call { jedis -> jedis.configSet("maxmemory", "0") }
    }),
    CUT_FIVE_TIMES("Redis cuts all connections five times", { it.durable() }, { Stage it ->
        5.times { n ->
            it.redis.cutClients()
            it.pause((int) (it.outageMillis / 10))
        }
    }),
    DELETED("somebody deletes the stream, which all have read", { it.on() }, { Stage it ->
        it.deleteWhatIsRead()
        it.pause((int) (it.outageMillis / 3))
    }),
    WRONG_TYPE("somebody writes over the stream's key", { it.on() }, { Stage it ->
        it.redis.call { jedis -> jedis.set("socket.io", "mine") }
        it.pause()
        it.redis.call { jedis -> jedis.del("socket.io") }
    }),
    READ_ONLY("Redis is made a replica of one that is not there", { it.on() }, { Stage it ->
        it.redis.call { jedis -> jedis.replicaof("127.0.0.1", 1) }
        it.pause()
        it.redis.call { jedis -> jedis.replicaofNoOne() }
    }),
    FOLLOWER("Redis is made a replica of an empty one", { it.on() }, { Stage it ->
        RedisServer empty = it.open(RedisServer.started("--repl-diskless-sync-delay", "0"))
        it.redis.call { jedis -> jedis.replicaof("127.0.0.1", empty.port) }
        it.pause()
        it.redis.call { jedis -> jedis.replicaofNoOne() }
    }),
    LINK_CUT("one node's link is cut", { it.durable().linked() }, { Stage it ->
        it.link.cut()
        it.pause()
        it.link.heal()
    }),
    HALF_OPEN("one node's link is half-open", { it.durable().linked() }, { Stage it ->
        it.link.stall()
        it.pause()
        it.link.heal()
    }),
    SLOW_LINK("one node's link is slow", { it.durable().linked() }, { Stage it ->
        it.link.delayMillis = 50
        it.pause()
        it.link.heal()
    }),
    CUT_AND_EMPTY("Redis comes back empty while one node's link is cut", { it.on().linked() }, { Stage it ->
        it.link.cut()
        it.pause((int) (it.outageMillis / 3))
        it.redis.kill()
        it.redis.start()
        it.pause((int) (it.outageMillis / 3))
        it.link.heal()
    }),
    SLOW_NODE("one node is slow", { it.durable() }, { Stage it ->
        it.rig.nodes[1].slownessMillis = 20
        it.pause()
        it.rig.nodes[1].slownessMillis = 0
    }),
    STALLED_READER("one node's reader stalls, and broadcasts are large", { it.on().tap { padding = "x" * 65_536 } }, { Stage it ->
        it.rig.nodes[1].slownessMillis = it.outageMillis
        it.pause()
        it.rig.nodes[1].slownessMillis = 0
    }),
    FAILOVER("the master dies and a sentinel names another", { it.watched(1) }, { Stage it ->
        it.redis.kill()
        it.awaitFailover()
    }),
    WAITED_FAILOVER("the master dies, and each broadcast waits for a replica", {
        it.watched(2, "--min-replicas-to-write", "1").tap { settings = settings.withReplicas(1) }
    }, { Stage it ->
        it.redis.kill()
        it.awaitFailover()
    }),
    PLANNED_FAILOVER("an operator fails the master over", { it.watched(1) }, { Stage it ->
        it.sentinel.call { jedis -> jedis.sentinelFailover("main") }
        it.awaitFailover()
    }),
    SPLIT("a replica is made a master by hand, and the old one goes on", { it.watched(1) }, { Stage it ->
        it.replicas[0].call { jedis -> jedis.replicaofNoOne() }
        it.sentinel.call { jedis ->
            jedis.sentinelRemove("main")
            jedis.sentinelMonitor("main", "127.0.0.1", it.replicas[0].port, 1)
        }
        it.pause()
    })

    final String what
    private final Closure<Stage> setting
    private final Closure<?> happening

    Fault(String what, Closure<Stage> setting, Closure<?> happening) {
        this.what = what
        this.setting = setting
        this.happening = happening
    }

    Stage stage(long outageMillis) { setting(new Stage(outageMillis)) }

    void happen(Stage stage) { happening(stage) }

    @Override
    String toString() { what }
}
