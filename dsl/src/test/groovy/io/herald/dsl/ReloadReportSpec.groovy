package io.herald.dsl

import io.herald.engine.event.EventCatalog
import io.herald.engine.event.Script
import io.herald.engine.model.Problem
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class ReloadReportSpec extends Specification {
    static final Problem BAD = new Problem('Chat.groovy', 3, 5, "unknown name 'chatt'", "did you mean 'chat'?",
            '    chatt.id\n    ^')

    def "a reload that changed one thing is one line"() {
        expect:
        text(of('a.groovy': 'one'), of('a.groovy': 'two')) == 'a.groovy two in force (12 ms)'
        text(of('a.groovy': 'one'), of([:])) == 'a.groovy removed (12 ms)'
        text(of([:], BAD), of([:])) == "solved: Chat.groovy:3:5: unknown name 'chatt'; did you mean 'chat'? (12 ms)"
    }

    def "a reload that changed more is a block: scripts, then problems with their place, then what is solved"() {
        given:
        Problem old = new Problem('Room.groovy', 0, 0, 'is binary', '', '')

        expect:
        text(of('a.groovy': 'one', 'b.groovy': 'one', 'c.groovy': 'one', old), of('a.groovy': 'two', 'c.groovy': 'one', BAD)) == '''\
            scripts reloaded in 12 ms: 2 in force, 1 problem
              a.groovy two in force
              b.groovy removed
              Chat.groovy:3:5: unknown name 'chatt'; did you mean 'chat'?
                      chatt.id
                      ^
              solved: Room.groovy: is binary'''.stripIndent()
    }

    def "of the first load only the problems are said"() {
        expect:
        firstText(of('a.groovy': 'one')).isEmpty()
        firstText(of('a.groovy': 'one', BAD)).get() == """\
            scripts reloaded in 12 ms: 1 in force, 1 problem
              Chat.groovy:3:5: unknown name 'chatt'; did you mean 'chat'?
                      chatt.id
                      ^""".stripIndent()
        ReloadReport.ofFirst(of([:], BAD), Duration.ofMillis(12)).isBad()
    }

    def "what stayed as it was is not said again"() {
        expect:
        report(of('a.groovy': 'one', BAD), of('a.groovy': 'one', BAD)).text().isEmpty()
        text(of('a.groovy': 'one', BAD), of('a.groovy': 'two', BAD)) == 'a.groovy two in force (12 ms)'
    }

    def "a problem that moved to another line is said at its new place and not as solved"() {
        given:
        Problem moved = new Problem(BAD.file(), 4, 5, BAD.message(), BAD.hint(), '')

        expect:
        text(of([:], BAD), of([:], moved)) == "Chat.groovy:4:5: unknown name 'chatt'; did you mean 'chat'? (12 ms)"
    }

    def "many scripts are not all named"() {
        given:
        Map<String, String> many = (1..500).collectEntries { ["s${it}.groovy".toString(), 'one'] }

        expect:
        text(of([:]), of(many)).lines().count() == 22
        text(of([:]), of(many)).endsWith('\n  and 480 more')
    }

    def "what a script says can't steer the console"() {
        given:
        Problem sly = new Problem('a.groovy', 1, 1, 'bad \u001b[2J', '', 'x\ry')

        expect:
        !text(of([:]), of([:], sly)).matches(/(?s).*[\u001b\r].*/)
    }

    def "only a reload with new problems is bad"() {
        expect:
        report(of([:]), of([:], BAD)).isBad()
        !report(of([:], BAD), of('a.groovy': 'one', BAD)).isBad()
        !report(of([:], BAD), of([:])).isBad()
    }

    private static Optional<String> firstText(EventCatalog catalog) {
        ReloadReport.ofFirst(catalog, Duration.ofMillis(12)).text()
    }

    private static String text(EventCatalog before, EventCatalog after) {
        report(before, after).text().get()
    }

    private static ReloadReport report(EventCatalog before, EventCatalog after) {
        new ReloadReport(before, after, Duration.ofMillis(12))
    }

    private static EventCatalog of(Map<String, String> versions, Problem... problems) {
        List<Script> scripts = versions.collect { path, version -> new Script(path, version, Instant.EPOCH, [], [], [], []) }
        new EventCatalog('0' * 12, [:], [:], scripts, problems as List)
    }
}
