package io.herald.server.command

import com.fasterxml.jackson.databind.ObjectMapper
import io.herald.engine.model.Problem
import io.herald.server.command.CheckFormat.Checked
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.Unroll

class CheckFormatSpec extends Specification {

    static final Problem TYPO = new Problem("chat/Update Chat.groovy", 3, 14, "unknown name 'chatt'", "did you mean 'chat'?", "    on { chatt }\n         ^")
    static final Problem WHOLE = new Problem("b.groovy", 0, 0, "100% wrong,\nin two lines", "", "")

    private static Object parsed(CheckFormat format, Problem... problems) {
        new ObjectMapper().readValue(format.of(Checked.of(Path.of("events"), 2, problems as List)), Map)
    }

    def "to people, each problem is a line and the script's own line under it"() {
        expect:
        CheckFormat.TEXT.of(Checked.of(Path.of("events"), 2, [TYPO])).readLines() == [
                "chat/Update Chat.groovy:3:14: unknown name 'chatt'; did you mean 'chat'?",
                "        on { chatt }",
                "             ^",
                "2 scripts in order, 1 problem"]
    }

    def "to programs, problems are as the API tells them"() {
        expect:
        parsed(CheckFormat.JSON, TYPO) == [folder: "events", scripts: 2, problems: [
                [file: "chat/Update Chat.groovy", line: 3, column: 14, message: "unknown name 'chatt'",
                 hint: "did you mean 'chat'?", excerpt: "    on { chatt }\n         ^"]]]
    }

    def "a SARIF log names files from where the command runs, and leaves out places that are not known"() {
        when:
        Map log = parsed(CheckFormat.SARIF, TYPO, WHOLE)

        then:
        log.version == "2.1.0"
        log.runs.size() == 1
        log.runs[0].tool.driver.name == "Herald"
        log.runs[0].results*.ruleId.every { it == log.runs[0].tool.driver.rules[0].id }
        log.runs[0].results*.message*.text == ["unknown name 'chatt'; did you mean 'chat'?", "100% wrong,\nin two lines"]
        log.runs[0].results*.locations*.physicalLocation.flatten() == [
                [artifactLocation: [uri: "events/chat/Update%20Chat.groovy"], region: [startLine: 3, startColumn: 14]],
                [artifactLocation: [uri: "events/b.groovy"]]]
    }

    def "a SARIF log without results says that there are none"() {
        expect:
        parsed(CheckFormat.SARIF).runs[0].results == []
    }

    def "an annotation is one line, whatever the problem says"() {
        expect:
        CheckFormat.GITHUB.of(Checked.of(Path.of("my,events"), 2, [TYPO, WHOLE])).readLines() == [
                "::error file=my%2Cevents/chat/Update Chat.groovy,line=3,col=14::unknown name 'chatt'; did you mean 'chat'?",
                "::error file=my%2Cevents/b.groovy::100%25 wrong,%0Ain two lines"]
    }

    @Unroll("#folder is seen as #seen")
    def "a folder is named as seen from where the command runs"(Path folder, String seen) {
        expect:
        Checked.of(folder, 0, []).path(WHOLE) == seen

        where:
        folder                                || seen
        Path.of("events")                     || "events/b.groovy"
        Path.of("./events/")                  || "events/b.groovy"
        Path.of("")                           || "b.groovy"
        Path.of("events").toAbsolutePath()    || "events/b.groovy"
        Path.of("/elsewhere")                 || "/elsewhere/b.groovy"
    }
}
