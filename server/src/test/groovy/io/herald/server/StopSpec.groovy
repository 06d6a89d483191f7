package io.herald.server

import io.herald.engine.backplane.redis.RedisServer
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
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
        given: "parts that would wait for one another for a quarter of a minute"
        Files.createDirectory(folder.resolve("events"))
        App app = App.start(Settings.of([
                (Setting.EVENTS): folder.resolve("events").toString(), (Setting.DATA): folder.resolve("data").toString(),
                (Setting.ADMIN_PORT): "0", (Setting.SOCKETIO_PORT): "0",
                (Setting.REDIS): redis.url, (Setting.DRAIN): "1s"], [:], [:]))
        Socket silent = new Socket("127.0.0.1", app.socketioPort())
        silent.outputStream << "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n"
        assert silent.inputStream.newReader().readLine() == "HTTP/1.1 200 OK"
        redis.freeze()
        long began = System.nanoTime()

        when:
        app.close()

        then:
        System.nanoTime() - began < Duration.ofSeconds(8).toNanos()

        cleanup:
        silent?.close()
        redis.thaw()
    }
}
