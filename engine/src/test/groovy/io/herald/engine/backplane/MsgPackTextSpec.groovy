package io.herald.engine.backplane

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import spock.lang.Specification

class MsgPackTextSpec extends Specification {

    static final ObjectMapper JSON = new ObjectMapper()

    def "what was written is read as it was"(String json) {
        given:
        JsonNode value = JSON.readTree(json)

        expect:
        JSON.readTree(MsgPack.toJson(MsgPackText.of(value))) == value

        where:
        json << ['null', 'true', 'false', '0', '-1', '2147483647', '1.5', '"é😀"', '""', '[]', '{}', '{"a":[1,{"b":null}],"c":"' + 'x' * 70_000 + '"}', '[' * 100 + ']' * 100]
    }

    def "a number too large for 32 bits is one of JavaScript's"() {
        expect:
        JSON.readTree(MsgPack.toJson(MsgPackText.of(JSON.readTree('1700000000000')))).asLong() == 1_700_000_000_000
    }
}
