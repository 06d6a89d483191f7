package io.herald.engine.backplane.redis

import spock.lang.Specification
import spock.lang.Unroll

class RedisSettingsSpec extends Specification {

    @Unroll("#url")
    def "a URL says where Redis is and who asks, and its text hides the password"(String url, String shown, String user, String password) {
        when:
        RedisSettings settings = RedisSettings.parse(url)

        then:
        settings.toString() == shown
        settings.user() == Optional.ofNullable(user)
        settings.password() == Optional.ofNullable(password)

        where:
        url                                                || shown                                     | user   | password
        "redis://localhost"                                || "redis://localhost:6379/0"                | null   | null
        "redis://:s3cret@localhost:7000/2"                 || "redis://localhost:7000/2"                | null   | "s3cret"
        "rediss://ann:s%40c%3Ar+t@redis.example"           || "rediss://redis.example:6379/0"           | "ann"  | "s@c:r+t"
        "redis://[::1]:7000"                               || "redis://::1:7000/0"                      | null   | null
        "redis-sentinel://:pw@one,two:5000/1#main"         || "redis-sentinel://one:26379,two:5000/1#main" | null | "pw"
        "rediss-cluster://one:7000,two:7001"               || "rediss-cluster://one:7000,two:7001/0"    | null   | null
    }

    @Unroll("#url")
    def "a URL tells whether Redis is on this machine"(String url, boolean isLoopback) {
        expect:
        RedisSettings.parse(url).loopback == isLoopback

        where:
        url                            || isLoopback
        "redis://localhost"            || true
        "redis://:pw@127.0.0.1:7000/2" || true
        "rediss://[::1]:7000"          || true
        "redis://redis.example"        || false
        "redis://127.0.0.1.example"    || false
        "redis-cluster://localhost,10.0.0.7" || false
    }

    @Unroll("#why")
    def "a URL is refused, without repeating what may be its password, when"(String url, String said, String why) {
        when:
        RedisSettings.parse(url)

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message.contains(said)
        !refusal.message.contains("s3cret")

        where:
        url                                   | said                                 || why
        "localhost:6379"                      | "it must start with redis://"        || "it is an address"
        "http://:s3cret@localhost"            | "not 'http'"                         || "it is of another protocol"
        "redis://s3cret@localhost"            | "user:password or :password"         || "its password may be a user"
        "redis://:s3cret pw@localhost"        | "percent-encode it"                  || "a character is not encoded"
        "redis://:s3cret@"                    | "it names no host"                   || "it ends early"
        "redis:s3cret"                        | "it names no host"                   || "it is no hierarchy"
        "redis://localhost:99999"             | "1 to 65535, not '99999'"            || "the port is too high"
        "redis://localhost/chat"              | "must be a number, not 'chat'"       || "the database is a word"
        "redis-cluster://localhost/1"         | "only database 0"                    || "a cluster has no databases"
        "redis-sentinel://localhost"          | "the master's name"                  || "sentinels are asked for nobody"
    }
}
