package io.herald.engine.event

import java.time.Instant
import java.time.LocalDateTime
import java.time.ZoneId
import spock.lang.Specification
import spock.lang.Unroll

class CronSpec extends Specification {

    /** The next times, in the zone's own clock; 2026-01-31 is a Saturday. */
    private static List<String> next(String text, String after, int count, String zone = "UTC") {
        Instant at = LocalDateTime.parse(after).atZone(ZoneId.of(zone)).toInstant()
        (1..count).collect {
            at = Cron.of(text, zone).next(at).get()
            at.atZone(ZoneId.of(zone)).toOffsetDateTime().toString()
        }
    }

    @Unroll("#text")
    def "the next times of: "(String text, List<String> times) {
        expect:
        next(text, "2026-01-31T12:00:00", times.size()) == times*.concat("Z")

        where:
        text                || times
        "* * * * *"         || ["2026-01-31T12:01", "2026-01-31T12:02"]
        "0 9 * * 1-5"       || ["2026-02-02T09:00", "2026-02-03T09:00"]
        "0 9 * * MON-fri"   || ["2026-02-02T09:00", "2026-02-03T09:00"]
        "*/20 0-1 * * *"    || ["2026-02-01T00:00", "2026-02-01T00:20", "2026-02-01T00:40", "2026-02-01T01:00"]
        "5/25 12 * * *"     || ["2026-01-31T12:05", "2026-01-31T12:30", "2026-01-31T12:55", "2026-02-01T12:05"]
        "0 0 1,15 * *"      || ["2026-02-01T00:00", "2026-02-15T00:00"]
        "0 0 29 2 *"        || ["2028-02-29T00:00", "2032-02-29T00:00"]
        "0 0 * * 7"         || ["2026-02-01T00:00", "2026-02-08T00:00"]
        "0 0 * * SUN,0"     || ["2026-02-01T00:00", "2026-02-08T00:00"]
        "0 0 13 * FRI"      || ["2026-02-06T00:00", "2026-02-13T00:00", "2026-02-20T00:00"]
        "59 23 31 DEC *"    || ["2026-12-31T23:59", "2027-12-31T23:59"]
        " 0   12  * * * "   || ["2026-02-01T12:00"]
    }

    def "seconds do not make a time come twice"() {
        expect:
        next("0 12 * * *", "2026-01-31T11:59:59.999", 2) == ["2026-01-31T12:00Z", "2026-02-01T12:00Z"]
    }

    @Unroll("#text")
    def "where clocks are put forward: "(String text, List<String> times) {
        expect: "02:00 becomes 03:00 on the 29th of March"
        next(text, "2026-03-29T00:45:00", times.size(), "Europe/Berlin") == times

        where:
        text            || times
        "30 2 * * *"    || ["2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00"]
        "*/30 * * * *"  || ["2026-03-29T01:00+01:00", "2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00", "2026-03-29T04:00+02:00"]
    }

    @Unroll("#text")
    def "where clocks are put back: "(String text, List<String> times) {
        expect: "03:00 becomes 02:00 on the 25th of October"
        next(text, "2026-10-25T01:45:00", times.size(), "Europe/Berlin") == times

        where:
        text           || times
        "30 2 * * *"   || ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"]
        "30 * * * *"   || ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-25T03:30+01:00"]
    }

    def "a zone that skips a whole day has no times in it"() {
        expect: "Samoa left out the 30th of December 2011"
        next("0 12 * * *", "2011-12-29T11:00:00", 2, "Pacific/Apia") == ["2011-12-29T12:00-10:00", "2011-12-31T12:00+14:00"]
    }

    def "a date that never comes has no next time"() {
        expect:
        Cron.of("0 0 30 2 *", "UTC").next(Instant.now()).isEmpty()
    }

    @Unroll("#said")
    def "what is no schedule is refused: "(String text, String said) {
        when:
        Cron.of(text, "UTC")

        then:
        IllegalArgumentException refusal = thrown()
        refusal.message == said

        where:
        text                || said
        ""                  || "a schedule has five parts, minute, hour, day of the month, month and day of the week, not ''"
        "0 0 0 * * *"       || "a schedule has five parts, minute, hour, day of the month, month and day of the week, not '0 0 0 * * *'"
        "60 * * * *"        || "the minute must be 0 to 59, not '60'"
        "* * 0 * *"         || "the day of the month must be 1 to 31, not '0'"
        "* * * 13 *"        || "the month must be 1 to 12, or JAN to DEC, not '13'"
        "* * * * 8"         || "the day of the week must be 0 to 7, or SUN to SAT, not '8'"
        "* * * * MOON"      || "the day of the week must be 0 to 7, or SUN to SAT, not 'MOON'"
        "5-1 * * * *"       || "the minute must be 0 to 59, not '5-1'"
        "*/0 * * * *"       || "the minute must be 0 to 59, not '*/0'"
        "1,, * * * *"       || "the minute must be 0 to 59, not ''"
        "-1 * * * *"        || "the minute must be 0 to 59, not '-1'"
        "1-2-3 * * * *"     || "the minute must be 0 to 59, not '1-2-3'"
        "${'9' * 40} * * * *" || "the minute must be 0 to 59, not '${'9' * 40}'"
    }
}
