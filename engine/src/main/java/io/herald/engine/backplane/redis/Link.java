package io.herald.engine.backplane.redis;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * One connection to a Redis, signed in, which ends for good. One thread, but for {@link #close}.
 *
 * <p>Jedis' own would connect anew by itself when it is used after its end, without its password and in another database; and its close
 * first writes what could not be written, and throws when that fails again.
 */
final class Link extends Connection {
    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private boolean isDialed; // without a value here: it would be set after the superclass has connected

    /** @throws redis.clients.jedis.exceptions.JedisException when nothing answers, or refuses */
    Link(HostAndPort address, JedisClientConfig config) {
        super(address, config);
    }

    /** Jedis calls it before each command. */
    @Override
    public void connect() {
        if (isConnected()) {
            return;
        }
        if (isDialed) {
            throw new JedisConnectionException("the connection to " + getHostAndPort() + " was closed");
        }
        super.connect();
        isDialed = true;
    }

    /** Also ends what waits for a reply. Never throws. Any thread. */
    @Override
    public void close() {
        try {
            forceDisconnect();
        } catch (IOException e) {
            log.debug("a connection was already gone", e);
        }
    }
}
