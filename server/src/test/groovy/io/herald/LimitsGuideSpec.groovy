package io.herald

import java.lang.reflect.Field
import java.nio.file.Files
import java.nio.file.Path
import org.eclipse.jetty.server.Server
import org.eclipse.jetty.server.ServerConnector
import spock.lang.Specification
import spock.lang.Unroll

/** The bounds that docs/limits.md tells are those of the code. */
class LimitsGuideSpec extends Specification {

    static final Map<String, String> ROWS = Files.readAllLines(Path.of("..", "docs", "limits.md"))
            .findAll { it.startsWith("| ") && !it.startsWith("| of |") && !it.startsWith("| ---") }
            .collectEntries { line -> [line.split(/ ?\| ?/)[1], line.split(/ ?\| ?/)[2]] }

    @Unroll("#of")
    def "the page tells the bound of the code"(String of, Object bound) {
        expect:
        ROWS[of] == (of.contains("MiB") || ROWS[of].endsWith(" MiB") ? "${(bound as long) >> 20} MiB" : String.format(Locale.ROOT, "%,d", bound))

        where:
        [of, bound] << BOUNDS.collect { [it.key, it.value instanceof String ? constant(it.value as String) : it.value] }
    }

    def "each row of the page is held to the code"() {
        expect:
        ROWS.keySet() == BOUNDS.keySet()
    }

    static final Map<String, Object> BOUNDS = [
            "characters of a script"                                   : "dsl.ScriptCompiler.MAX_CHARACTERS",
            "scripts in a folder"                                      : io.herald.dsl.folder.FolderLimits.DEFAULT.files(),
            "bytes of all scripts in a folder"                         : io.herald.dsl.folder.FolderLimits.DEFAULT.totalBytes(),
            "files and folders of any kind in a scripts' folder"       : io.herald.dsl.folder.FolderLimits.DEFAULT.entries(),
            "folders within folders"                                   : "dsl.folder.FolderLimits.DEPTH",
            "scripts that nodes share"                                 : "engine.backplane.Edition.MAX_SCRIPTS",
            "characters of all scripts that nodes share"               : "engine.backplane.Edition.MAX_CHARS",
            "characters of a script's path"                            : "engine.backplane.Edition.MAX_PATH",
            "versions kept of a script"                                : "dsl.versions.ScriptHistory.KEPT",
            "scripts that a node tries its compiler on after it found all compiled": "dsl.Scripts.MAX_REHEARSED",
            "characters of a script that the compiler is tried on"     : "dsl.Scripts.MAX_REHEARSED_LENGTH",
            "files that are compiled while they come to rest"          : "dsl.folder.SourceFolder.FEW",
            "bytes of a file that is compiled while it comes to rest"  : "dsl.folder.SourceFolder.SMALL_BYTES",
            "bytes of compiled scripts that wait for the disk"         : "dsl.cache.DiskCache.MAX_WAITING_BYTES",
            "brackets within one another in a script"                    : "dsl.text.AngleNotation.MAX_NESTING",
            "steps of a range"                                         : "dsl.sandbox.Guarded.MAX_RANGE",
            "characters or items that `*`, `padLeft` and the like make": "dsl.sandbox.Guarded.MAX_COUNT",
            "bits of a product or power of whole numbers"              : "dsl.sandbox.Guarded.MAX_BITS",
            "violations told of one trigger"                           : "dsl.types.Validation.MAX",
            "payloads of an event that makes one for each room"        : "engine.event.EventPlanner.MAX_PAYLOADS",
            "sockets and rooms that an event spares"                   : "engine.model.BroadcastOptions.MAX_EXCEPT",
            "characters of a room's name"                              : "engine.model.Room.MAX_LENGTH",
            "`history` of an event"                                    : "engine.event.EventPolicy.MAX_HISTORY",
            "`retry` of an event"                                      : "engine.event.EventPolicy.MAX_RETRIES",
            "bytes of a join's history"                                : "engine.PastEvents.MAX_ANSWER_BYTES",
            "bytes of a join's or leave's room and arguments, about, each value as 32 at least": "engine.delivery.socketio.RoomWish.MAX_BYTES",
            "broadcasts that a client got with joins' histories and is not sent again, for 30 s": "engine.delivery.socketio.KnownPast.MOST",
            "characters of what is kept of a client that may come back: its rooms, and as whom it is present": "engine.BackplaneRecovery.MAX_LENGTH",
            "bytes of what is kept of clients that may come back, where Redis does not keep it": "engine.backplane.MemoryStore.MAX_BYTES",
            "bytes a second that a client's compressed messages inflate to, or one message of the largest size if that is more": "engine.delivery.socketio.Inflow.BYTES_PER_SECOND",
            "bytes of broadcasts that wait for one event loop of a node to write them": "engine.delivery.socketio.SocketIoDelivery.MAX_QUEUED_BYTES",
            "bytes of a connection's messages that its session, on another event loop, has not taken yet": "engine.delivery.socketio.Passage.MAX_BYTES",
            "members of presence rooms that a node enters anew at once, when Redis has forgotten them": "engine.Attendance.AT_ONCE",
            "bytes of a member of a presence room"                     : "engine.model.Member.MAX_BYTES",
            "microseconds that an event takes to evaluate, in the mean of the last times, on the thread that triggers it": (constant("engine.event.Paces.QUICK_NANOS") as long).intdiv(1000),
            "evaluations that wait for a thread"                       : "engine.event.Evaluator.MAX_WAITING",
            "triggers that wait to be tried again"                     : "engine.Retry.MAX_WAITING",
            "characters of an `Idempotency-Key`"                       : "engine.model.Trigger.MAX_KEY",
            "keys that Redis is asked about at once"                    : "engine.backplane.redis.RedisIdempotency.MAX_WAITING",
            "keys whose answers wait for Redis to be back"              : "engine.backplane.redis.RedisIdempotency.MAX_UNTOLD",
            "commands that wait for Redis about who is present"        : "engine.backplane.redis.RedisPresence.MAX_WAITING",
            "commands that wait for Redis about what rooms were sent"  : "engine.backplane.redis.RedisRoomHistory.MAX_WAITING",
            "commands that wait for Redis about clients that may come back": "engine.backplane.redis.RedisStore.MAX_WAITING",
            "questions and answers between nodes that wait for Redis"  : "engine.backplane.redis.RedisCluster.MAX_WAITING",
            "triggers in Redis that are not done yet"             : "engine.backplane.redis.HeraldClient.MAX_WAITING",
            "characters of a client's token"                           : "engine.auth.JwtAuth.MAX_LENGTH",
            "milliseconds that a client has to take, or over polling to fetch, that it is disconnected": "engine.delivery.socketio.SessionTransport.GOODBYE_MILLIS",
            "milliseconds that a connection too many of an address has to ask, and be told so": "engine.delivery.socketio.WirePipeline.TOLD_MILLIS",
            "connections to the admin API"                             : "server.http.AdminApi.MAX_CONNECTIONS",
            "seconds that a connection to the admin API may say nothing": new ServerConnector(new Server()).idleTimeout.intdiv(1000),
            "seconds that a request's body may not come, or its answer not be taken": "server.http.AdminApi.STALL_SECONDS",
            "wrong tokens of one address, or one IPv6 network of 64 bits, in a minute"                  : "server.http.Gatekeeper.TRIES",
            "triggers of the stream that a node does at once"          : "engine.backplane.redis.TriggerQueue.MAX_RUNNING",
            "triggers of the stream that are kept as dead"             : "engine.backplane.redis.RedisBacklog.MAX_DEAD",
            "characters of inputs of dead letters told at once, and one letter's more": "engine.backplane.redis.RedisBacklog.MAX_ANSWER_CHARACTERS",
            "bytes of the stream's entries read at once, going by the read before": "engine.backplane.redis.PageSize.REPLY_BYTES",
            "bytes of an editor's message to `herald lsp`"             : "server.ide.Session.MAX_MESSAGE",
            "texts that an editor has open in `herald lsp`"            : "server.ide.Desk.MAX_OPEN",
    ]

    private static Object constant(String name) {
        Field field = Class.forName("io.herald." + name.substring(0, name.lastIndexOf("."))).getDeclaredField(name.substring(name.lastIndexOf(".") + 1))
        field.accessible = true
        field.get(null)
    }
}
