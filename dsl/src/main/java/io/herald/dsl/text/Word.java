package io.herald.dsl.text;

import static io.herald.dsl.text.Word.Where.EVENT;
import static io.herald.dsl.text.Word.Where.EXAMPLE;
import static io.herald.dsl.text.Word.Where.EXPECT;
import static io.herald.dsl.text.Word.Where.FILE;
import static io.herald.dsl.text.Word.Where.INPUT;
import static io.herald.dsl.text.Word.Where.MODEL;
import static io.herald.dsl.text.Word.Where.PAYLOAD;
import static io.herald.dsl.text.Word.Where.RESOURCE;
import static io.herald.dsl.text.Word.Where.ROOM;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One word of scripts. The compiler knows no other, and editors are told of these.
 *
 * @param form how it is written, {@code …} for what the author puts there
 * @param says what it is for, in one line
 */
public record Word(Where where, String name, String form, String says) {
    /** Where a word may stand. */
    public enum Where {
        FILE,
        EVENT,
        ROOM,
        RESOURCE,
        MODEL,
        /** In an event's {@code input}. */
        INPUT,
        /** In an event's {@code example}. */
        EXAMPLE,
        /** After the {@code expect} of an example. */
        EXPECT,
        /** Where a payload is made: in any code. */
        PAYLOAD,
        /** Code that has no words of its own. */
        CODE
    }

    private static final List<Word> ALL = List.of(
            new Word(FILE, "event", "event NAME { … }", "When to broadcast, to which rooms, and with what payload."),
            new Word(FILE, "room", "room NAME { id -> \"…\" }", "A name with parameters; the block ends with it."),
            new Word(FILE, "resource", "resource NAME { value -> … }", "The shape of a payload, of one or of a list."),
            new Word(FILE, "model", "model NAME { … }", "A type of inputs: fields with their types, or `oneOf` texts."),
            new Word(EVENT, "input", "input { … }", "The inputs and their types; default: whatever is sent."),
            new Word(EVENT, "when", "when { … }", "Whether to broadcast; default: yes."),
            new Word(EVENT, "on", "on { … }", "To which rooms: a room, a text, or a list of either."),
            new Word(EVENT, "to", "to sockets { … }", "To sockets by their ids, beside rooms or instead of them."),
            new Word(EVENT, "except", "except { … }", "Whom to spare: ids of sockets, rooms, or a list of either."),
            new Word(EVENT, "as", "as { … }", "The payload; default: the inputs. `as { room -> … }` makes one a room."),
            new Word(EVENT, "name", "name '…'", "The name clients listen for; default: the event's own."),
            new Word(
                    EVENT,
                    "ack",
                    "ack 2.seconds",
                    "Each client is asked to acknowledge; the answer tells how many did."),
            new Word(EVENT, "compress", "compress false", "Whether it is compressed, whatever its size."),
            new Word(EVENT, "volatile", "volatile", "Clients that can't take it now do without it."),
            new Word(EVENT, "debounce", "debounce 200.ms", "The newest is sent once nothing newer came for that time."),
            new Word(EVENT, "throttle", "throttle 1.second", "The first at once, then the newest once in that time."),
            new Word(EVENT, "delay", "delay 5.seconds", "All is sent, in order, after that time."),
            new Word(
                    EVENT,
                    "schedule",
                    "schedule '0 9 * * 1-5'",
                    "It is triggered by itself at these times of cron; UTC."),
            new Word(EVENT, "retry", "retry 3", "What is refused for want of room is tried again up to so often."),
            new Word(EVENT, "history", "history 50", "Each room keeps the newest so many for clients that come later."),
            new Word(EVENT, "example", "example('…') { … }", "What is to come of some inputs: `given` and `expect`."),
            new Word(ROOM, "namespace", "namespace '/…'", "Where clients connect to it; default: `/`."),
            new Word(ROOM, "join", "join { user, id -> … }", "Who may join; `join anyone` opens it to all."),
            new Word(ROOM, "presence", "presence { user -> … }", "Tells who is in it: what others see of a member."),
            new Word(RESOURCE, "example", "example id: 42", "Data that `GET /api/resources` shows its shape with."),
            new Word(MODEL, "oneOf", "oneOf '…', '…'", "It is one of these texts."),
            new Word(MODEL, "unknown", "unknown keep", "Fields that are not declared are kept, not refused."),
            new Word(INPUT, "unknown", "unknown keep", "Inputs that are not declared are kept, not refused."),
            new Word(EXAMPLE, "given", "given …: […]", "The inputs."),
            new Word(EXAMPLE, "expect", "expect rooms: ['…']", "What is to come of them."),
            new Word(EXPECT, "rooms", "rooms: ['…']", "The rooms it goes to."),
            new Word(EXPECT, "payload", "payload: […]", "What is sent."),
            new Word(EXPECT, "payloads", "payloads: […]", "What is sent, by room."),
            new Word(EXPECT, "name", "name: '…'", "The name clients listen for."),
            new Word(EXPECT, "skipped", "skipped: true", "Nothing is sent: `true`, or the reason."),
            new Word(EXPECT, "failure", "failure: '…'", "The code that it is refused with."),
            new Word(PAYLOAD, "when", "when(…) { … }", "A field that is there only when that holds."),
            new Word(PAYLOAD, "whenPresent", "whenPresent(…)", "A field that is not there when it would be null."));

    /** All that may stand there, in the order in which they are told. */
    public static List<Word> in(Where... places) {
        List<Where> where = Arrays.asList(places);
        return ALL.stream().filter(word -> where.contains(word.where())).toList();
    }

    public static List<String> names(Where... places) {
        return in(places).stream().map(Word::name).toList();
    }

    /** Those that begin a block of the event or room: their form is words, then a brace. */
    static List<String> blocks() {
        return Stream.of(EVENT, ROOM)
                .flatMap(where -> in(where).stream())
                .filter(word -> word.form().matches("[a-z ]+\\{.*"))
                .map(Word::name)
                .toList();
    }

    /** Those that begin a statement of names with values: their form is the word, a name and a colon. */
    public static List<String> named() {
        return ALL.stream()
                .filter(word -> word.form().matches("[a-z]+ \\S+: .*"))
                .map(Word::name)
                .distinct()
                .toList();
    }
}
