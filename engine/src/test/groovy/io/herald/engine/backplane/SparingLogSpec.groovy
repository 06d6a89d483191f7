package io.herald.engine.backplane

import org.slf4j.Logger
import spock.lang.Specification

class SparingLogSpec extends Specification {

    Logger log = Mock()
    SparingLog sparing = new SparingLog(log)

    def "of each kind of trouble one in ten seconds is told, what nobody expects with its stack trace"() {
        given:
        Exception bug = new IllegalStateException("a bug")

        when:
        100.times { sparing.warn("cut", "cut") }
        100.times { sparing.error("bug", "broken", bug) }

        then:
        1 * log.warn("{}{}", "cut", "")
        1 * log.error("{}{}", "broken", "", bug)
        0 * log._
    }
}
