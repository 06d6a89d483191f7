package io.herald.server.node

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import io.herald.engine.delivery.Delivery
import io.herald.server.settings.Setting
import io.herald.server.settings.Settings
import io.herald.server.settings.UsageException
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import org.slf4j.LoggerFactory
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

class CarrierSpec extends Specification {

    @TempDir
    Path folder
    Delivery delivery = Mock()

    private void carried(Map<Setting, String> given) {
        Map<Setting, String> placed = given.collectEntries { setting, value -> [setting, value.replace("FOLDER", folder.toString())] }
        Carrier carrier = new Carrier(Settings.of([(Setting.DATA): folder.toString()] + placed, [:], [:]), delivery)
        try {
            carrier.links(new CompletableFuture<>(), { 0L }).backplane().close()
        } finally {
            carrier.close()
        }
    }

    @Unroll("#why")
    def "a node is refused in one line that keeps its secrets, when"(Map<Setting, String> given, String said, String why) {
        given:
        Files.writeString(folder.resolve("password"), "s3cret\n")
        Files.writeString(folder.resolve("no.pem"), "s3cret\n")

        when:
        carried(given)

        then:
        UsageException refusal = thrown()
        refusal.message.contains(said)
        refusal.message.lines().count() == 1
        !refusal.message.contains("s3cret")

        where:
        given                                                                                                       || said                                                 | why
        [(Setting.REDIS): "localhost:6379"]                                                                         || "redis can't be used: this is no Redis URL"          | "the URL is none"
        [(Setting.REDIS): "redis://:s3cret@h", (Setting.REDIS_PASSWORD_FILE): "FOLDER/password"]                    || "both give a password"                                | "there are two passwords"
        [(Setting.REDIS): "redis://h", (Setting.REDIS_PASSWORD_FILE): "FOLDER/none"]                                || "none can't be read"                                  | "the password's file is missing"
        [(Setting.REDIS): "redis://h", (Setting.REDIS_CA): "FOLDER/no.pem"]                                         || "start the Redis URL with rediss"                     | "authorities are given without TLS"
        [(Setting.REDIS): "rediss://h", (Setting.REDIS_CA): "FOLDER/no.pem"]                                        || "no.pem holds no certificate"                         | "the authorities' file holds none"
        [(Setting.REDIS): "redis://h", (Setting.CLUSTER_SECRET): "s3cret"]                                          || "at least 16 characters"                              | "the cluster's secret is short"
        [(Setting.REDIS): "redis://h", (Setting.SPOOL): "true", (Setting.DATA): "FOLDER/password"]                  || "the spool file"                                      | "the spool has no place"
        [(Setting.CLUSTER_SECRET): "s3crets3crets3cret"]                                                            || "cluster-secret is of use only with redis"            | "a secret is given without Redis"
        [(Setting.SCRIPTS_IN): "redis"]                                                                             || "scripts-in is of use only with redis"                | "scripts are to be in a Redis that is not given"
        [(Setting.SPOOL): "true"]                                                                                   || "spool is of use only with redis"                     | "a spool is given without Redis"
    }

    def "a password may come from a file, and switches that are off need no Redis"() {
        given:
        Files.writeString(folder.resolve("password"), "s3cret\n")

        when:
        carried([(Setting.REDIS): "redis://h", (Setting.REDIS_PASSWORD_FILE): "FOLDER/password"])
        carried([(Setting.SPOOL): "false"])

        then:
        noExceptionThrown()
    }

    @Unroll("#url #secret: #warnings")
    def "whoever may write to a Redis elsewhere is believed without a secret, and that is said once"(String url, String secret, int warnings) {
        given:
        Logger log = LoggerFactory.getLogger(Carrier) as Logger
        ListAppender<ILoggingEvent> logged = new ListAppender<>()
        logged.start()
        log.addAppender(logged)

        when:
        carried([(Setting.REDIS): url] + (secret ? [(Setting.CLUSTER_SECRET): secret] : [:]))

        then:
        logged.list*.formattedMessage.count { it.startsWith("without cluster-secret, whoever may write to redis://redis.example:6379/0 may") } == warnings
        logged.list.size() == warnings

        cleanup:
        log.detachAppender(logged)

        where:
        url                         | secret                || warnings
        "redis://:pw@redis.example" | null                  || 1
        "redis://:pw@redis.example" | "s3cret of 16 chars"  || 0
        "redis://127.0.0.1"         | null                  || 0
    }
}
