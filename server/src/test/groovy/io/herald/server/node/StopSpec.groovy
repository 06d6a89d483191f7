package io.herald.server.node

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import io.herald.engine.backplane.redis.RedisServer
import io.herald.server.settings.Setting
import io.herald.server.settings.Settings
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import org.slf4j.LoggerFactory
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

@Timeout(120)
class StopSpec extends Specification {

    @TempDir
    Path folder
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    def "a node stops within the time it has, also while its Redis hangs and a client takes nothing"() {
        given: "parts that say good-bye to Redis, and wait seconds for its answers"
        Files.createDirectory(folder.resolve("events"))
        App app = App.start(Settings.of([
                (Setting.EVENTS): folder.resolve("events").toString(), (Setting.DATA): folder.resolve("data").toString(),
                (Setting.ADMIN_PORT): "0", (Setting.SOCKETIO_PORT): "0",
                (Setting.REDIS): redis.url, (Setting.DRAIN): "300ms"], [:], [:]))
        Socket silent = new Socket("127.0.0.1", app.socketioPort())
        silent.outputStream << "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n"
        assert silent.inputStream.newReader().readLine() == "HTTP/1.1 200 OK"
        ListAppender<ILoggingEvent> told = new ListAppender<>()
        told.start()
        Logger log = LoggerFactory.getLogger(App) as Logger
        log.addAppender(told)
        redis.freeze()
        long began = System.nanoTime()

        when:
        app.close()

        then:
        told.list*.message == ["the node could not end all it does within drain: what was left is cut"]
        System.nanoTime() - began < Duration.ofSeconds(20).toNanos()

        cleanup:
        log?.detachAppender(told)
        silent?.close()
        redis.thaw()
    }
}
