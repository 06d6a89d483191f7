package io.herald.engine.backplane.redis

import spock.lang.Specification
import spock.lang.Unroll

/** What counts everybody else must count right itself. */
class RigSpec extends Specification {

    @Unroll("#heard")
    def "what a client heard wrongly is counted, and its first place told"(List<Integer> heard, List<Integer> counts, String told) {
        given:
        Rig rig = new Rig(1, 1)
        RoomClient client = new RoomClient([1], [0] as Set)
        client.homeName = "b"
        client.heard["a/0"] = heard
        rig.clients << client
        rig.acknowledged["a/0"] = 5

        expect:
        rig.tally().values().toList() == counts
        rig.wrongs() == (told ? ["client 0 at node b heard of a/0, 1 to 5: $told".toString()] : [])

        where:
        heard              || counts    | told
        [1, 2, 3, 4, 5]    || [0, 0, 0] | ""
        [1, 2, 4, 5]       || [1, 0, 0] | "[1, 2, 4, 5] from place 1 on"
        [1, 2, 3, 4]       || [1, 0, 0] | "[2, 3, 4] from place 2 on"
        []                 || [5, 0, 0] | "[] from place 1 on"
        [1, 2, 3, 4, 5, 5] || [0, 1, 0] | "[3, 4, 5, 5] from place 3 on"
        [1, 2, 3, 5, 4]    || [0, 0, 1] | "[1, 2, 3, 5, 4] from place 1 on"
    }
}
