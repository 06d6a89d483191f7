package io.herald.engine.backplane.redis

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.TempDir
import spock.lang.Unroll
import spock.util.concurrent.PollingConditions

/** Every way to a Redis, each to a real one. */
class ConnectionSpec extends OpeningSpec {

    @TempDir
    Path folder
    PollingConditions eventually = new PollingConditions(timeout: 30, delay: 0.05)

    private RedisSettings overTls(String certified) {
        Certificates own = new Certificates(folder, "redis", certified)
        RedisServer plain = new RedisServer("--tls-auth-clients", "no", "--tls-cert-file", own.certificate.toString(), "--tls-key-file", own.key.toString(),
                "--tls-ca-cert-file", own.certificate.toString(), "--tls-port", RedisServer.freePort().toString())
        open(plain.start())
        RedisSettings.parse("rediss://127.0.0.1:${plain.arguments.last()}")
    }

    private void reaches(RedisSettings settings) {
        RecordingNode a = open(new RecordingNode("a", settings)).start()
        RecordingNode b = open(new RecordingNode("b", settings)).start()
        a.publish(1).join()
        eventually.eventually { assert b.heard == ["a-1"] }
    }

    def "over TLS, by an authority of one's own"() {
        expect:
        reaches(overTls("ip:127.0.0.1").withAuthorities(folder.resolve("redis.crt")))
    }

    @Unroll("#why")
    def "over TLS, a server is refused when"(String certified, String authority, String why) {
        given:
        RedisSettings settings = overTls(certified)
        new Certificates(folder, "other", "ip:127.0.0.1")

        when:
        open(new RecordingNode("a", authority ? settings.withAuthorities(folder.resolve(authority)) : settings)).start()

        then:
        IllegalStateException refusal = thrown()
        refusal.message.contains("TLS failed: ") && refusal.message.contains("redis-ca")

        where:
        certified           | authority   || why
        "ip:127.0.0.1"      | ""          || "the JDK knows no authority that signed for it"
        "ip:127.0.0.1"      | "other.crt" || "another authority signed for it"
        "dns:redis.example" | "redis.crt" || "its certificate is for another host"
    }

    def "a file of authorities must hold some"(String text, String said) {
        given:
        Path file = folder.resolve("ca.pem")
        if (text != null) {
            Files.writeString(file, text)
        }

        when:
        RedisSettings.parse("rediss://localhost").withAuthorities(file)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.startsWith("$file $said")

        where:
        text                              || said
        null                              || "can't be read"
        ""                                || "holds no certificate"
        "-----BEGIN CERTIFICATE-----\nx"  || "holds no certificate"
    }

    def "a database is a cluster of its own"() {
        given:
        RedisServer redis = open(RedisServer.started())
        RecordingNode elsewhere = open(RecordingNode.started("elsewhere", redis.url))

        expect:
        reaches(RedisSettings.parse(redis.url + "/3"))
        elsewhere.publish(1).join() && elsewhere.heard == ["elsewhere-1"]
        redis.call { it.select(3); it.xlen("socket.io") } == 1
    }

    def "with a password, for Redis and its sentinels"() {
        given:
        RedisServer master = open(RedisServer.started("--requirepass", "s3cret"))
        RedisServer sentinel = open(new RedisServer("--sentinel", "--requirepass", "s3cret").watching(master, "sentinel auth-pass main s3cret"))

        expect:
        reaches(RedisSettings.parse("redis-sentinel://127.0.0.1:$sentinel.port#main").withPassword("s3cret"))

        when:
        open(new RecordingNode("a", RedisSettings.parse("redis-sentinel://:wr0ng@127.0.0.1:$sentinel.port#main"))).start()

        then:
        IllegalStateException refusal = thrown()
        refusal.message.contains("check the user and password")
        !refusal.message.contains("wr0ng")
    }
}
