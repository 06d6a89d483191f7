package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.model.BroadcastException
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Timeout
import spock.lang.Unroll

/** Regular expressions in scripts: what they give, and that those without end are ended. */
@Timeout(60)
class MatchingSpec extends Specification {
    static final List<String> SAME = [
            'text ==~ /one.*/', 'text ==~ /one/', 'none ==~ /x/', '(text =~ /t(\\w)/)[1][1]', '(text =~ /\\w+/).collect { it }', '(text =~ /x/).find()',
            '(text =~ /\\w+/).size()', 'text.matches(/one.*/)', 'text.matches(~/one/)', 'text.replaceAll(/t\\w/, "<\\$0>")', 'text.replaceAll(~/(t)(\\w)/) { all, t, next -> next + t }',
            'text.replaceAll("o", "0")', 'text.replaceFirst(/o/, "0")', 'text.replaceFirst(~/o/) { "0" }', 'text.split(/,? /).toList()', 'text.split(" ", 2).toList()', 'text.split().toList()',
            'text.find(/t\\w+/)', 'text.find(~/x/)', 'text.find(/t(\\w+)/) { all, rest -> rest }', 'text.findAll(/t\\w+/)', 'text.findAll(~/(t)(\\w)/) { all, t, next -> next + t }',
            'def all = []; text.eachMatch(/\\w+/) { all << it }; all', 'def all = []; text.splitEachLine(/ /) { all << it.size() }; all', 'text - "two"', 'text - "x"', 'text.minus("o")', 'text.minus(~/t\\w+/)',
            '["ab", "cd", 3].grep(~/a./)', '["ab", "cd"]*.matches(/a./)', '["ab", null]*.replaceAll(/a/, "x")', 'none?.replaceAll(/a/, "x")', 'switch (text) { case ~/two.*/: return 1; case ~/one.*/: return 2 }',
            'text in ~/one.*/', 'text !in ~/one.*/', '"two" in ["one", "two"]', '(~/o/).split(text).toList()', '(~/(\\w)\\w/).matcher(text).replaceAll("<\\$1>")', '(~/o/).matcher("x").reset(text).find()',
            '["b", "a"].find { it == "a" }', '[3, 1] - 3', '10 - 3', '[1, 2].minus([2])']

    /** Takes a text of sixty a longer to give up than anybody waits. */
    static final String ENDLESS = /(a+)+\1b/

    static final List<String> NEVER = [
            "text ==~ /$ENDLESS/", "(text =~ /$ENDLESS/).find()", "text.matches(/$ENDLESS/)", "text.replaceAll(/$ENDLESS/, 'x')", "text.replaceAll(~/$ENDLESS/) { 'x' }", "text.replaceFirst(/$ENDLESS/, 'x')", "text.replaceFirst(~/$ENDLESS/) { 'x' }",
            "text.split(/$ENDLESS/)", "text.find(/$ENDLESS/)", "text.findAll(~/$ENDLESS/)", "text.eachMatch(/$ENDLESS/) { }", "text.splitEachLine(/$ENDLESS/) { }", "text.minus(~/$ENDLESS/)", "[text].grep(~/$ENDLESS/)",
            "[text]*.matches(/$ENDLESS/)", "switch (text) { case ~/$ENDLESS/: return 1 }", "text in ~/$ENDLESS/", "(~/$ENDLESS/).split(text)", "(~/$ENDLESS/).matcher(text).find()", "(~/$ENDLESS/).matcher('').reset(text).find()"]*.toString()

    @Shared
    EventCatalog endless = load(NEVER)

    def "regular expressions give what Groovy gives"() {
        given:
        EventCatalog catalog = load(SAME)
        List<Closure<Object>> plain = Eval.me("def none = null; def text = 'one two, three'; [" + SAME.collect { "{ -> $it }" }.join(', ') + ']')

        expect:
        SAME.eachWithIndex { code, i ->
            assert PlainValues.plain(catalog.require("X$i").as([text: 'one two, three', none: null])) == PlainValues.plain(plain[i].call()), code
        }
    }

    @Unroll("#code")
    def "one without end is ended with its evaluation"(String code, int number) {
        given:
        def event = endless.require("X$number")
        FutureTask<Object> evaluation = new FutureTask<>({ event.as([text: 'a' * 60 + '!']) } as Callable)
        Thread thread = new Thread(evaluation)

        when:
        thread.start()
        boolean endsAlone = ends(evaluation)
        thread.interrupt()
        evaluation.get(30, TimeUnit.SECONDS)

        then:
        !endsAlone
        ExecutionException ended = thrown()
        ended.cause instanceof BroadcastException.TimedOut

        where:
        [code, number] << NEVER.withIndex()
    }

    def "a pattern can't be taken away by '-', for that could not be ended"() {
        when:
        load(["text - ~/o/"]).require('X0').as([text: 'one'])

        then:
        BroadcastException failure = thrown()
        failure.message.contains("a pattern can't be taken away by '-' in scripts; write replaceFirst(pattern, '')")
    }

    private static boolean ends(FutureTask<Object> evaluation) {
        try {
            evaluation.get(100, TimeUnit.MILLISECONDS)
            true
        } catch (TimeoutException ignored) {
            false
        }
    }

    private static EventCatalog load(List<String> codes) {
        String text = codes.withIndex().collect { code, i -> "event X$i {\n on { 'a' }\n as { $code }\n}\n" }.join()
        EventCatalog catalog = Scripts.EMPTY.apply(['X.groovy': Optional.of(text)], Instant.EPOCH).catalog()
        assert catalog.problems() == []
        catalog
    }
}
