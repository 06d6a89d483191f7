package io.herald.engine.backplane.redis

import io.herald.engine.backplane.redis.Outbox.Draft
import redis.clients.jedis.Connection
import redis.clients.jedis.HostAndPort
import redis.clients.jedis.Jedis
import redis.clients.jedis.StreamEntryID
import redis.clients.jedis.commands.ProtocolCommand
import redis.clients.jedis.exceptions.JedisConnectionException
import spock.lang.AutoCleanup
import spock.lang.Specification

class ConfirmedSpec extends Specification {

    @AutoCleanup
    RedisServer redis = RedisServer.started()
    Confirmed confirmed = new Confirmed(1000)

    private static Draft draft(int seq) {
        new Draft("uid", seq, "b$seq", "/", "{}".bytes)
    }

    private void write(IntRange numbers) {
        redis.call { Jedis jedis -> numbers.each { jedis.xadd("s", new StreamEntryID(it, 0), [uid: "uid", seq: "$it".toString()]) } }
    }

    /** Is cut before it sends one of its commands. */
    private static class Cut extends Connection {
        private int left

        Cut(int port, int commands) {
            super(new HostAndPort("127.0.0.1", port))
            left = commands
        }

        @Override
        void sendCommand(ProtocolCommand command, byte[]... arguments) {
            if (left-- == 0) {
                forceDisconnect()
                throw new JedisConnectionException("cut")
            }
            super.sendCommand(command, arguments)
        }
    }

    private List<Long> lost(int commandsBeforeCut) {
        new Cut(redis.port, commandsBeforeCut).withCloseable { confirmed.takeLost(it, "s".bytes)*.seq() }
    }

    def "what a replica lacks that became the master is written again, also when the first look at it is cut at any place"() {
        given:
        write(1..5)
        (1..5).each { confirmed.add("$it-0".toString().bytes, draft(it)) }
        redis.call { it.del("s") }
        write(1..2)

        when:
        int cuts = (0..2).count { int commands ->
            try {
                lost(commands)
                return false
            } catch (JedisConnectionException e) {
                return true
            }
        }

        then:
        cuts == 3
        lost(100) == [3L, 4L, 5L]
        lost(100) == []
    }
}
