package io.herald.engine.backplane.redis

import groovy.transform.CompileStatic
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ThreadLocalRandom
import redis.clients.jedis.DefaultJedisClientConfig
import redis.clients.jedis.HostAndPort
import redis.clients.jedis.Jedis
import redis.clients.jedis.exceptions.JedisException
import redis.clients.jedis.params.ClientKillParams
import redis.embedded.core.ExecutableProvider

/** A real redis-server process on a port of its own, to be killed, stopped and brought back. */
@CompileStatic
class RedisServer implements AutoCloseable {

    private static final File BINARY = binary()

    final int port = freePort()
    final Path folder = Files.createTempDirectory("redis-data")
    final List<String> arguments
    private Process process

    RedisServer(String... arguments) {
        this.arguments = arguments.toList()
    }

    /** The one that the tests bring along, or the one that REDIS_SERVER names. */
    private static File binary() {
        String own = System.getenv("REDIS_SERVER")
        if (own) {
            return new File(own)
        }
        File folder = Files.createTempDirectory("redis-binary").toFile()
        Runtime.runtime.addShutdownHook(new Thread({ folder.deleteDir() }))
        ExecutableProvider.newJarResourceProvider(folder).get()
    }

    static RedisServer started(String... arguments) {
        new RedisServer(arguments).start()
    }

    /** Every write is on disk before it is answered. */
    static RedisServer durable() {
        started("--appendonly", "yes", "--appendfsync", "always")
    }

    /** A sentinel of its own quorum that watches a master under the name {@code main}. */
    static RedisServer sentinelOf(RedisServer master) {
        new RedisServer("--sentinel").watching(master)
    }

    /** Starts this sentinel. */
    RedisServer watching(RedisServer master, String... more) {
        folder.resolve("sentinel.conf").toFile().text = """\
            sentinel monitor main 127.0.0.1 $master.port 1
            sentinel down-after-milliseconds main 500
            sentinel failover-timeout main 3000
            ${more.join("\n            ")}
            """.stripIndent()
        start()
    }

    /** Below those that systems give to whoever connects: a server that was killed wants its own again. A cluster's nodes talk to each other 10,000 above it. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 22_000)
            try {
                new ServerSocket(port, 1, InetAddress.loopbackAddress).close()
                return port
            } catch (BindException ignored) {
                // taken: another
            }
        }
    }

    RedisServer start() {
        List<String> command = [BINARY.path] + configuration() + ["--port", port.toString(), "--dir", folder.toString(), "--bind", "127.0.0.1"]
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start()
        awaitAnswer()
        this
    }

    private List<String> configuration() {
        arguments.contains("--sentinel") ? [folder.resolve("sentinel.conf").toString()] + arguments : arguments + ["--save", ""]
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + 30_000_000_000L
        while (true) {
            try {
                call { Jedis it -> it.ping() }
                return
            } catch (JedisException e) {
                if (System.nanoTime() > end || !process.alive) {
                    throw new IllegalStateException("redis-server did not start:\n" + log, e)
                }
                Thread.yield()
            }
        }
    }

    String getUrl() {
        "redis://127.0.0.1:$port"
    }

    String getSentinelUrl() {
        "redis-sentinel://127.0.0.1:$port#main"
    }

    String getLog() {
        folder.resolve("log").toFile().text
    }

    /** Dies at once, as by kill -9. */
    void kill() {
        process.destroyForcibly().waitFor()
    }

    /** Forgets everything it wrote to disk. */
    void wipe() {
        folder.toFile().eachFile { File it -> if (it.name != "log") { it.delete() } }
    }

    void freeze() {
        signal("STOP")
    }

    void thaw() {
        signal("CONT")
    }

    private void signal(String name) {
        assert new ProcessBuilder("kill", "-" + name, process.pid().toString()).start().waitFor() == 0
    }

    def <T> T call(Closure<T> commands) {
        int password = arguments.indexOf("--requirepass")
        Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", port), DefaultJedisClientConfig.builder().resp2().timeoutMillis(5000)
                .password(password < 0 ? null : arguments[password + 1]).build())
        try {
            return commands.call(jedis)
        } finally {
            jedis.close()
        }
    }

    /** As CLIENT KILL of every connection but its own. */
    void cutClients() {
        call { Jedis it -> it.clientKill(new ClientKillParams().skipMe(ClientKillParams.SkipMe.YES)) }
    }

    @Override
    void close() {
        kill()
        folder.toFile().deleteDir()
    }
}
