package io.herald.engine.backplane

import io.herald.engine.model.Member
import io.herald.engine.model.Members
import io.herald.engine.model.Namespace
import io.herald.engine.model.Room
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.Timeout

/** What every way to keep who is present keeps. */
@Timeout(60)
abstract class PresenceContract extends Specification {

    static final Room CHAT = new Room("chat é")
    static final Room STAFF = new Room(new Namespace("/staff"), "chat é")
    static final Member ANN = new Member("ann", '{"id":"ann","name":"Ann é"}')
    static final Member BOB = new Member("7", '{"id":7}')

    /** Started. */
    abstract Presence presence()

    protected static <T> T told(CompletionStage<T> answer) { answer.toCompletableFuture().get(30, TimeUnit.SECONDS) }

    protected static Set<Member> members(Presence presence, Room room) {
        Members members = told(presence.members(room))
        assert members.count() == members.some().size()
        members.some() as Set
    }

    def "a member is there from its coming to its going, in this room alone"() {
        expect:
        told(presence().enter(CHAT, ANN))
        told(presence().enter(CHAT, BOB))
        members(presence(), CHAT) == [ANN, BOB] as Set
        members(presence(), STAFF) == [] as Set
        told(presence().has(CHAT, ANN))
        !told(presence().has(STAFF, ANN))

        and:
        told(presence().leave(CHAT, ANN))
        members(presence(), CHAT) == [BOB] as Set
        !told(presence().has(CHAT, ANN))
    }

    def "who comes twice came once, and who goes twice went once"() {
        expect:
        told(presence().enter(CHAT, ANN))
        !told(presence().enter(CHAT, ANN))
        told(presence().leave(CHAT, ANN))
        !told(presence().leave(CHAT, ANN))
        told(presence().enter(CHAT, ANN))
    }

    def "of a crowd, some are told and all are counted"() {
        given:
        1100.times { presence().enter(CHAT, new Member("u$it", "{\"id\":\"u$it\"}")) }

        when:
        Members members = told(presence().members(CHAT))

        then:
        members.count() == 1100
        members.some().toSet().size() == 1000
    }
}
