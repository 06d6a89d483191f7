package io.herald.engine.log

import java.util.concurrent.TimeUnit
import org.slf4j.Logger
import spock.lang.Specification

class SparingLogSpec extends Specification {

    Logger log = Mock()
    long now = TimeUnit.DAYS.toNanos(1)
    SparingLog sparing = new SparingLog(log, { now })

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

    def "what was left out is counted"() {
        when:
        100.times { sparing.warn("cut", "cut") }
        now += TimeUnit.SECONDS.toNanos(10)
        2.times { sparing.warn("cut", "cut again") }

        then:
        1 * log.warn("{}{}", "cut", "")
        1 * log.warn("{}{}", "cut again", " (and 99 more of this kind since)")
        0 * log._
    }
}
