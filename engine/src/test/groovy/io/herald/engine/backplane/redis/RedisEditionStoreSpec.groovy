package io.herald.engine.backplane.redis

import io.herald.engine.backplane.ClusterNode
import io.herald.engine.backplane.Edition
import io.herald.engine.backplane.EditionStore
import io.herald.engine.backplane.MalformedException
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Unroll

class RedisEditionStoreSpec extends Specification {
    static final String KEY = "{herald}:scripts:c"
    static final String SECRET = "0123456789abcdef"

    @Shared
    @AutoCleanup
    RedisServer redis = RedisServer.started()

    @AutoCleanup
    EditionStore store = at(redis.url)

    @AutoCleanup
    EditionStore signing = at(redis.url, SECRET)

    def setup() {
        redis.call { it.flushAll() }
    }

    private static EditionStore at(String url, String secret = null) {
        new RedisEditionStore(RedisSettings.parse(url), "c", Optional.ofNullable(secret).map { new Secret(it) })
    }

    private static Edition edition(long number, Map<String, String> texts) {
        new Edition(number, ClusterNode.newId(), texts, "admin API from 127.0.0.1", "API")
    }

    private static boolean put(EditionStore into, Edition edition, String before = into.version()) {
        into.propose(edition)
        into.commit(edition, before)
    }

    def "a proposal is seen by all, becomes current at one stroke, and is no proposal any more"() {
        given:
        Edition first = edition(1, ["chat.groovy": "event A { on { 'ä \\' \" \u0001 \ud83d\ude00' } }\n", "a b/ü.groovy": ""])
        EditionStore other = at(redis.url)

        expect:
        store.version() == "" && store.current().empty && store.proposal(first.id()).empty

        when:
        store.propose(first)

        then:
        other.proposal(first.id()).get() == first
        other.current().empty
        redis.call { it.pttl("$KEY:proposal:${first.id()}".toString()) } in 50_000L..60_400L

        when:
        boolean done = other.commit(first, "")

        then:
        done
        store.version() == first.version()
        store.current().get() == first
        store.proposal(first.id()).empty
        redis.call { it.keys("*") } == [KEY] as Set

        cleanup:
        other.close()
    }

    def "of two made on the same edition the first wins; one that is committed twice, for its answer was lost, was committed"() {
        given:
        List<Edition> both = [edition(1, [:]), edition(1, ["a.groovy": ""])]
        both.each { store.propose(it) }

        expect:
        store.commit(both[0], "")
        !store.commit(both[1], "")
        store.commit(both[0], "")
        store.current().get() == both[0]
    }

    def "a proposal whose time is over can't be committed"() {
        expect:
        !store.commit(edition(1, [:]), "")
        store.version() == ""
    }

    @Unroll("#why")
    def "what is no edition is refused"(String why, Map<String, String> found) {
        given:
        redis.call { it.hset(KEY, found) }

        when:
        store.current()

        then:
        thrown(MalformedException)

        where:
        why                         | found
        "junk"                      | [version: "1-a", scripts: "junk"]
        "another kind of JSON"      | [version: "1-a", scripts: "[]"]
        "no scripts"                | [version: "1-a"]
        "no version"                | [scripts: whole()]
        "another version"           | [version: "2-a", scripts: whole()]
        "a number that is none"     | [version: "1-a", scripts: whole().replace(":1,", ':"1",')]
        "a number without a next"   | [version: "9007199254740993-a", scripts: whole().replace(":1,", ":9007199254740993,")]
        "a number below one"        | [version: "-1-a", scripts: whole().replace(":1,", ":-1,")]
        "no id"                     | [version: "1-a", scripts: whole().replace('"a"', "7")]
        "a text that is none"       | [version: "1-a", scripts: whole().replace('"text"', '["text"]')]
        "a path that leads out"     | [version: "1-a", scripts: whole().replace("x.groovy", "../x.groovy")]
        "a path that is none"       | [version: "1-a", scripts: whole().replace("x.groovy", "x.txt")]
        "what nests too deep"       | [version: "1-a", scripts: '{"scripts":' + "[" * 10_000]
        "a script that is too long" | [version: "1-a", scripts: whole().replace("text", "x" * ((1 << 20) + 1))]
        "more than may be"          | [version: "1-a", scripts: " " * ((32 << 20) + 1)]
    }

    private static String whole() {
        '{"edition":1,"id":"a","by":"x","way":"API","scripts":{"x.groovy":"text"}}'
    }

    def "an edition that passes a bound is not made"() {
        when:
        edition(1, texts)

        then:
        thrown(IllegalArgumentException)

        where:
        texts << [["x.groovy": "x" * ((1 << 20) + 1)], (0..10_000).collectEntries { ["s${it}.groovy".toString(), ""] },
                  (0..16).collectEntries { ["s${it}.groovy".toString(), "x" * (1 << 20)] }, ["/x.groovy": ""], ["a//x.groovy": ""], [".x/y.groovy": ""],
                  ["a/../x.groovy": ""], ["x.groovy\n": ""], [("x" * 200 + ".groovy"): ""]]
    }

    def "with a secret, only what was signed with it is believed"() {
        given:
        Edition good = edition(1, ["x.groovy": "event X { on { 'x' } }"])
        EditionStore stranger = at(redis.url, secret)
        put(signing, good)

        expect:
        signing.current().get() == good

        when: "who has none, or another, writes"
        stranger.propose(good)
        signing.proposal(good.id())

        then:
        MalformedException refusal = thrown()
        refusal.message.contains("not signed")

        when: "or changes a character"
        byte[] signed = redis.call { it.hget(KEY.bytes, "scripts".bytes) }
        redis.call { it.hset(KEY, [scripts: new String(signed, "UTF-8").replace("'x'", "'y'")]) }
        signing.current()

        then:
        thrown(MalformedException)

        cleanup:
        stranger.close()

        where:
        secret << [null, "another secret of theirs"]
    }

    def "without Redis, every question says so"() {
        given:
        EditionStore lost = at("redis://:s3cret@127.0.0.1:${RedisServer.freePort()}")

        when:
        question.call(lost)

        then:
        IllegalStateException failure = thrown()
        failure.message.startsWith("the scripts in Redis can't be asked for now: ")
        !failure.message.contains("s3cret")

        cleanup:
        lost.close()

        where:
        question << [{ it.version() }, { it.current() }, { it.proposal("a") }, { it.propose(edition(1, [:])) }, { it.commit(edition(1, [:]), "") }]
    }
}
