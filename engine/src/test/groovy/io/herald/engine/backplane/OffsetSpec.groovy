package io.herald.engine.backplane

import spock.lang.Specification

class OffsetSpec extends Specification {

    def "an offset is read as it is written"(Offset offset, String text) {
        expect:
        offset.toString() == text
        Offset.parse(text) == Optional.of(offset)

        where:
        offset                                          || text
        new Offset(12, 3)                               || "12-3"
        new Offset(-1, Long.MIN_VALUE)                  || "18446744073709551615-9223372036854775808"
        new Offset(12, 3).ahead("0123456789abcdef", 7)  || "12-3~0123456789abcdef~7"
    }

    def "what no node wrote is no offset"(String text) {
        expect:
        Offset.parse(text).isEmpty()

        where:
        text << ["", "12", "12-", "-1-2", "12-3~", "12-3~xyz~7", "12-3~0123456789abcdef~", "9" * 30 + "-1", "9" * 20 + "-1", "12-3 ", "\$", "0x1-1"]
    }

    def "offsets stand in the order of the stream"() {
        expect:
        new Offset(1, 9) < new Offset(2, 0)
        new Offset(1, 8) < new Offset(1, 9)
        new Offset(Long.MAX_VALUE, 9) < new Offset(Long.MIN_VALUE, 0)
        new Offset(1, Long.MAX_VALUE) < new Offset(1, -1)
        new Offset(1, 9).ahead("0123456789abcdef", 3) < new Offset(1, 9).next()
    }
}
