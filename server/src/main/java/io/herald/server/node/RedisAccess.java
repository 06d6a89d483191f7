package io.herald.server.node;

import io.herald.engine.backplane.redis.RedisSettings;
import io.herald.server.settings.Settings;
import io.herald.server.settings.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts together where Redis is, and how this node signs in. */
final class RedisAccess {
    private RedisAccess() {}

    /** @throws UsageException when URL, password file or authorities can't be used; keeps the password to itself */
    static RedisSettings of(String url, Settings settings) {
        try {
            RedisSettings redis = withPassword(RedisSettings.parse(url), settings);
            if (settings.redisCa().isPresent() && !redis.tls()) {
                throw new UsageException("redis-ca is of use only over TLS: start the Redis URL with rediss");
            }
            return settings.redisCa().map(redis::withAuthorities).orElse(redis);
        } catch (IllegalArgumentException e) {
            throw new UsageException("redis can't be used: " + e.getMessage());
        }
    }

    private static RedisSettings withPassword(RedisSettings redis, Settings settings) {
        if (settings.redisPasswordFile().isEmpty()) {
            return redis;
        }
        if (redis.password().isPresent()) {
            throw new UsageException("redis and redis-password-file both give a password: keep one of them");
        }
        Path file = settings.redisPasswordFile().get();
        try {
            return redis.withPassword(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UsageException(
                    "redis-password-file " + file + " can't be read: check that it exists and is readable text");
        }
    }
}
