package io.herald.engine.backplane.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connects to whichever Redis holds the stream now: sentinels are asked each time, a cluster's redirections are followed.
 * Thread-safe.
 *
 * <p>No pool and no listener: the few connections live long, and a listener's own silent death would go unseen.
 */
final class Dialer {
    private final RedisSettings settings;
    private final Duration timeout;
    private final JedisClientConfig server;
    private final JedisClientConfig sentinel;
    private final JedisClientConfig protectedSentinel;
    private volatile @Nullable HostAndPort redirected;
    private volatile int answering; // of the sentinels, the one that did last

    Dialer(RedisSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        this.server = signedIn(settings, timeout).database(settings.database()).build();
        this.sentinel = config(settings, timeout).build();
        this.protectedSentinel = signedIn(settings, timeout).build();
    }

    private static DefaultJedisClientConfig.Builder signedIn(RedisSettings settings, Duration timeout) {
        return config(settings, timeout)
                .user(settings.user().orElse(null))
                .password(settings.password().orElse(null));
    }

    private static DefaultJedisClientConfig.Builder config(RedisSettings settings, Duration timeout) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .timeoutMillis((int) timeout.toMillis())
                .clientName("herald")
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (settings.tls()) {
            config.sslOptions(settings.authorities()
                    .map(Authorities::believing)
                    .orElseGet(() -> SslOptions.builder()
                            .sslVerifyMode(SslVerifyMode.FULL)
                            .build()));
        }
        return config;
    }

    /** Of a connection's calls. */
    Duration timeout() {
        return timeout;
    }

    /**
     * A new connection, whose calls time out.
     *
     * @throws JedisException when nothing answers, or refuses
     */
    Link dial() {
        return switch (settings.kind()) {
            case SERVER -> new Link(hostAndPort(settings.addresses().get(0)), server);
            case SENTINEL -> dialMaster();
            case CLUSTER -> dialCluster();
        };
    }

    /** Whether the connection still leads where {@link #dial} would, as far as a sentinel says: an old master may go on answering after a failover. */
    boolean isCurrent(Link link) {
        try {
            return settings.kind() != RedisSettings.Kind.SENTINEL || master().equals(link.getHostAndPort());
        } catch (JedisException e) {
            return true; // no sentinel answers: that alone is no reason to leave a Redis that does
        }
    }

    /** A node of the cluster said that another has the stream. */
    void redirect(HostAndPort target) {
        redirected = target;
    }

    private Link dialMaster() {
        Link link = new Link(master(), server);
        try {
            link.sendCommand(Command.ROLE);
            if (link.getObjectMultiBulkReply().get(0) instanceof byte[] role
                    && new String(role, UTF_8).equals("master")) {
                return link;
            }
        } catch (JedisException e) {
            link.close();
            throw e;
        }
        link.close();
        throw new JedisConnectionException("the sentinels name " + link.getHostAndPort()
                + " as master, which says it is none: a failover is under way");
    }

    /** Begins with the sentinel that answered last: a host that is gone costs a timeout once, not each time. */
    private HostAndPort master() {
        JedisException last = null;
        int first = answering;
        for (int i = 0; i < settings.addresses().size(); i++) {
            int next = (first + i) % settings.addresses().size();
            InetSocketAddress address = settings.addresses().get(next);
            try {
                List<String> answer = master(hostAndPort(address));
                if (answer != null && answer.size() == 2) {
                    answering = next;
                    return new HostAndPort(answer.get(0), Integer.parseInt(answer.get(1)));
                }
                last = new JedisConnectionException("the sentinel " + address + " knows no master '" + settings.master()
                        + "'; check the name after '#' in the Redis URL");
            } catch (JedisException e) {
                last = e;
            }
        }
        throw Optional.ofNullable(last).orElseThrow();
    }

    /** Many sentinels ask for no password, and those that do for the same as their Redis. */
    private @Nullable List<String> master(HostAndPort address) {
        try {
            return master(address, sentinel);
        } catch (JedisDataException e) {
            if (settings.password().isEmpty() || !Trouble.isRefusal(e)) {
                throw e;
            }
            return master(address, protectedSentinel);
        }
    }

    private @Nullable List<String> master(HostAndPort address, JedisClientConfig config) {
        try (Link link = new Link(address, config)) {
            link.sendCommand(Command.SENTINEL, "get-master-addr-by-name", settings.master());
            return link.getMultiBulkReply();
        }
    }

    private Link dialCluster() {
        HostAndPort target = redirected;
        redirected = null; // should it be gone, the next try begins with the configured nodes
        if (target != null) {
            Link link = new Link(target, server);
            redirected = target;
            return link;
        }
        JedisException last = null;
        for (InetSocketAddress address : settings.addresses()) {
            try {
                return new Link(hostAndPort(address), server);
            } catch (JedisException e) {
                last = e;
            }
        }
        throw Optional.ofNullable(last).orElseThrow();
    }

    private static HostAndPort hostAndPort(InetSocketAddress address) {
        return new HostAndPort(address.getHostString(), address.getPort());
    }
}
