package io.herald.dsl

import io.herald.engine.event.EventDefinition
import io.herald.engine.model.BroadcastException
import java.time.Instant
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Unroll

/** A payload is the same whether it was seen as it was made, or is looked through at the end. */
class ShapedSpec extends Specification {
    static final String SHARED = '''
        model User { Long id; String name }
        model Chat { Long id; Instant at; List<String> tags; List<User> users; User owner; List any; Optional<BigDecimal> price; Map more }
        class Mark { String text }
        enum Color { RED, GREEN }
        resource Self { it -> it }
        resource Same { chat -> chat }
        resource UserResource { user -> [id: user.id, name: user.name, nick: whenPresent(user.nick)] }
        resource Users { List<User> users -> [users: UserResource(users)] }
        resource Boxed { box -> [box: box] }
        resource Nested { box -> [in: Boxed(box), also: Boxed(Boxed(box))] }
        resource Chosen { box -> box ? Boxed(box) : [none: true] }
        resource Early { box -> if (box) { return [early: box] }; [late: box] }
        resource Left { box -> when(box) { [left: box] } }
        resource Marked { text -> [mark: new Mark(text: text)] }
    '''
    static final Map<String, Object> INPUTS = [
            chat: [id: 42, at: '2026-01-31T12:00:00Z', tags: ['a', 'b'], users: [[id: 1, name: 'Ann'], [id: 2, name: 'Bob']], owner: [id: 1, name: 'Ann'],
                   any: [1, [x: [2.5, null]]], price: 2.50, more: [k: [1, 2]]],
            none: null]

    static final List<String> SHAPES = [
            'chat', '[:]', '[chat: chat]', '[a: 1, b: [c: chat.id, d: [e: chat.tags]]]', '[at: chat.at, price: chat.price]', '[more: chat.more, any: chat.any]',
            'Self(chat)', 'Same(chat.users)', 'UserResource(chat.owner)', 'UserResource(chat.users)', 'UserResource(null)', 'UserResource([null, chat.owner])', 'Users(chat.users)',
            '[owner: UserResource(chat.owner), all: UserResource(chat.users), none: UserResource(none)]', 'Nested(chat.tags)', 'Nested(chat.owner)', 'Nested(null)', 'Chosen(chat.id)', 'Chosen(0)',
            'Early(chat.at)', 'Early(0)', 'Left(chat.id)', 'Left(0)', '[left: Left(0), l: [Left(0), Left(1)]]', 'Left([0, 1])', 'Boxed(Left(0))',
            'chat.id > 1 ? Boxed(chat.id) : Boxed(0)', 'chat.id < 1 ? Boxed(chat.id) : [no: chat.tags]', 'Left(0) ?: Boxed(2)', '[a: whenPresent(none), b: whenPresent(chat.owner) { UserResource(it) }]',
            'def k = "a"; [a: 1, (k): whenPresent(none)]', 'def k = "a"; [(k): whenPresent(none), a: 1]', '[*: Boxed(1), b: Boxed(2), c: [d: Boxed(3)]]', '[(chat.tags[0]): 1, (chat.id): 2, ("x$chat.id"): 3]', '[(Color.RED): 1]',
            '[c: Color.RED, m: new Mark(text: "x"), l: [Color.GREEN, new Mark(text: "y")]]', 'Marked("z")', 'Nested(new Mark(text: "x"))', '[a: Marked("z"), r: 1..3, s: [1, 2] as Set]',
            '[f: 1.5f, d: 2.5d, i: 12345678901234567890, c: "a" as char]', '[x: { -> 1 }.curry()]', '[a: [b: Boxed({ 1 })]]', 'Boxed({ 1 })', '[l: [{ -> 1 }.curry()]]', 'chat.tags.collect { Boxed(it) }', '[c: chat.users.collect { [n: it.name] }]',
            'def l = ["a"]; [first: Boxed(l), then: l.add(new Mark(text: "late"))]', 'def m = [a: 1]; [first: Boxed(m), then: m.put("b", whenPresent(none))]', 'def m = Boxed(1); m.box = new Mark(text: "x"); m',
            'def l = [1]; l << l; [l: 1, m: l.size()]', '"text $chat.id"', 'chat.id', 'null', 'none', '[chat.id, chat.at]', 'for (t in chat.tags) { }', 'if (chat.id) { [yes: chat.id] } else { [no: 1] }',
            '[(null): 1]', 'Self([a: Left(0)])', '[a: Self([a: Left(0), b: 1])]']

    @Shared
    Map<String, EventDefinition> events = load()

    private static Map<String, EventDefinition> load() {
        String text = SHARED + SHAPES.withIndex().collect { String code, int i ->
            String head = "input { Chat chat; Optional<Object> none }; on { 'a' }"
            "event Seen$i { $head; as { $code } }\n" + "event Looked$i { $head; as { def made = { -> $code }; def all = [made()]; all[0] } }\n"
        }.join('')
        Scripts scripts = Scripts.EMPTY.apply(['x.groovy': Optional.of(text)], Instant.EPOCH)
        assert scripts.catalog().problems() == []
        scripts.catalog().events()
    }

    private Object payload(String event) {
        try {
            EventDefinition asked = events[event]
            return show(asked.as(asked.inputs(INPUTS)))
        } catch (BroadcastException e) {
            return e.code() + ' ' + e.message.replace(event, 'X')
        }
    }

    /** With the classes of what is in it, as far as an encoder sees them. */
    private static Object show(Object value) {
        if (value instanceof Map) {
            return value.collect { key, item -> [key.class?.simpleName, key?.toString(), show(item)] }
        }
        value instanceof Collection ? [value.collect { show(it) }] : [value.class?.simpleName, value?.toString()]
    }

    @Unroll("#code")
    def "what is seen as it is made is what is found at the end"(String code, int number) {
        expect:
        payload("Seen$number") == payload("Looked$number")

        where:
        code << SHAPES
        number = SHAPES.indexOf(code)
    }

    @Unroll("#code")
    def "nothing is copied of a payload that holds nothing to turn"(String code) {
        given:
        Object value = Scripts.EMPTY.apply(['x.groovy': Optional.of("$SHARED\nevent X { on { 'a' }; as { $code } }".toString())], Instant.EPOCH)
                .catalog().require('X').as(held: HELD)

        expect:
        (value instanceof Map ? value.l : value[0]).is(HELD)

        where:
        code << ['[l: held]', 'def m = [l: held]; m', '[l: held, at: Instant.EPOCH, price: 1.5, id: UUID.randomUUID()]', 'def m = [l: held, at: Instant.EPOCH]; m', '[held, Instant.EPOCH]']
    }

    static final List<Object> HELD = [1, Instant.EPOCH, 2.5]

    def "a closure in a payload is refused, however it got there"() {
        expect:
        payload("Seen${SHAPES.indexOf('Boxed({ 1 })')}") == "script-failed the 'as' block of event X failed: a payload can't hold a closure: call it (IllegalArgumentException)"
    }
}
