package io.herald.engine.backplane.redis;

import io.herald.engine.model.Text;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where Redis is and how this node signs in. Its text holds no password.
 *
 * @param addresses the server, the sentinels, or some nodes of the cluster; unresolved
 * @param master name that the sentinels know the master by; empty without sentinels
 * @param authorities whose certificates are believed; the JDK's when empty
 */
public record RedisSettings(
        Kind kind,
        List<InetSocketAddress> addresses,
        String master,
        boolean tls,
        Optional<String> user,
        Optional<String> password,
        int database,
        Optional<KeyStore> authorities) {
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    /** What stands behind the addresses. */
    public enum Kind {
        SERVER,
        SENTINEL,
        CLUSTER
    }

    public RedisSettings {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads {@code redis://[[user]:password@]host[:port][/database]}, {@code redis-cluster://...host,host...} or
     * {@code redis-sentinel://...host,host...[/database]#master}; with {@code rediss} for {@code redis}, over TLS. What a
     * password's characters mean to a URI must be percent-encoded.
     *
     * @throws IllegalArgumentException says what is wrong, without the text itself: it may hold the password
     */
    public static RedisSettings parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refusal("it has a character that is not legal there: percent-encode it");
        }
        String scheme = String.valueOf(uri.getScheme());
        Kind kind = kind(scheme);
        String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
        int at = authority.lastIndexOf('@');
        String[] user =
                at < 0 ? new String[] {"", ""} : authority.substring(0, at).split(":", 2);
        if (user.length < 2) {
            throw refusal("before '@' it needs user:password or :password");
        }
        String master = Optional.ofNullable(uri.getFragment()).orElse("");
        if (kind == Kind.SENTINEL && master.isEmpty()) {
            throw refusal("it needs the master's name at its end, as in redis-sentinel://host:26379/0#mymaster");
        }
        return new RedisSettings(
                kind,
                addresses(authority.substring(at + 1), kind == Kind.SENTINEL ? SENTINEL_PORT : REDIS_PORT),
                master,
                scheme.startsWith("rediss"),
                decoded(user[0]),
                decoded(user[1]),
                database(Optional.ofNullable(uri.getPath()).orElse(""), kind),
                Optional.empty());
    }

    /** The same with a password that the URL leaves out. */
    public RedisSettings withPassword(String given) {
        return new RedisSettings(kind, addresses, master, tls, user, Optional.of(given), database, authorities);
    }

    /**
     * The same, believing only certificates that an authority in this file signed.
     *
     * @param pem file of one or more certificates in PEM
     * @throws IllegalArgumentException when it holds none, or can't be read
     */
    public RedisSettings withAuthorities(Path pem) {
        return new RedisSettings(
                kind, addresses, master, tls, user, password, database, Optional.of(Authorities.in(pem)));
    }

    /** Whether all addresses are of this machine, as far as their text tells. */
    public boolean isLoopback() {
        return addresses.stream()
                .map(InetSocketAddress::getHostString)
                .allMatch(host -> host.matches("localhost|127(\\.\\d{1,3}){3}|::1"));
    }

    private static Kind kind(String scheme) {
        return switch (scheme) {
            case "redis", "rediss" -> Kind.SERVER;
            case "redis-sentinel", "rediss-sentinel" -> Kind.SENTINEL;
            case "redis-cluster", "rediss-cluster" -> Kind.CLUSTER;
            default ->
                throw refusal("it must start with redis://, rediss://, redis-sentinel:// or redis-cluster://, not "
                        + Text.quote(scheme));
        };
    }

    private static List<InetSocketAddress> addresses(String hosts, int defaultPort) {
        return Arrays.stream(hosts.split(",", -1))
                .map(host -> address(host, defaultPort))
                .toList();
    }

    private static InetSocketAddress address(String host, int defaultPort) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String name = hasPort ? host.substring(0, colon) : host;
        if (name.isEmpty()) {
            throw refusal("it names no host");
        }
        return InetSocketAddress.createUnresolved(
                name.replaceAll("[\\[\\]]", ""), hasPort ? port(host.substring(colon + 1)) : defaultPort);
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw refusal("its port must be 1 to 65535, not " + Text.quote(text));
        }
        return port;
    }

    private static int database(String path, Kind kind) {
        if (path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (!path.matches("/\\d{1,4}")) {
            throw refusal("its database must be a number, not " + Text.quote(path.substring(1)));
        }
        int database = Integer.parseInt(path.substring(1));
        if (kind == Kind.CLUSTER && database != 0) {
            throw refusal("a cluster has only database 0, not " + database);
        }
        return database;
    }

    private static Optional<String> decoded(String text) {
        return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty());
    }

    private static IllegalArgumentException refusal(String why) {
        return new IllegalArgumentException("this is no Redis URL: " + why);
    }

    /** The URL without user and password: fit for logs. */
    @Override
    public String toString() {
        String hosts = String.join(
                ",",
                addresses.stream()
                        .map(host -> host.getHostString() + ":" + host.getPort())
                        .toList());
        String suffix = kind == Kind.SERVER ? "" : "-" + kind.name().toLowerCase(Locale.ROOT);
        return (tls ? "rediss" : "redis") + suffix + "://" + hosts + "/" + database
                + (master.isEmpty() ? "" : "#" + master);
    }
}
