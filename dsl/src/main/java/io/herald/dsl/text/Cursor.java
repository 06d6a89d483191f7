package io.herald.dsl.text;

import io.herald.dsl.text.Blocks.Block;
import io.herald.dsl.text.Outline.Declared;
import io.herald.dsl.text.Outline.Name;
import io.herald.dsl.text.Outline.Variable;
import io.herald.dsl.text.Word.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands around a place in a script, where somebody types or points.
 *
 * @param where which words belong there
 * @param block of an event or room that it stands in, by its word: {@code on}; empty outside of one
 * @param isWord whether a word may stand there: a statement begins
 * @param seen parameters and inputs that can be read there, the nearest first
 * @param chain what the name is read of: {@code [chat, author]} in {@code chat.author.name}
 * @param name at the place, up to it when it is typed there; may be empty
 */
public record Cursor(Where where, String block, boolean isWord, List<Variable> seen, List<String> chain, Name name) {
    private static final int MAX_CHAIN = 200; // characters
    private static final Pattern CHAIN = Pattern.compile("(\\w+(?:\\s*\\??\\.\\s*\\w+)*)\\s*\\??\\.\\s*$");

    /** Where somebody types; empty within texts, comments and numbers. */
    public static Optional<Cursor> typing(Outline script, int offset) {
        Blocks blocks = script.upTo(offset);
        blocks.read();
        return blocks.lastName()
                .filter(last -> last.at() + last.text().length() == offset + 1)
                .flatMap(last -> of(script, blocks, last.at(), script.text().substring(last.at(), offset)));
    }

    /** Where somebody points; empty where no name stands. */
    public static Optional<Cursor> pointing(Outline script, int offset) {
        String text = script.text();
        int end = offset;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return typing(script, end).filter(cursor -> !cursor.name().text().isEmpty());
    }

    private static Optional<Cursor> of(Outline script, Blocks blocks, int at, String name) {
        List<Block> open = blocks.open();
        Block inner = open.get(0);
        String before = script.text().substring(0, at);
        Matcher chain = CHAIN.matcher(before.substring(Math.max(before.lastIndexOf('\n') + 1, at - MAX_CHAIN)));
        boolean isRead = before.stripTrailing().endsWith(".");
        List<String> steps =
                isRead && chain.find() ? Arrays.asList(chain.group(1).split("\\W+")) : List.of();
        if (isRead && steps.isEmpty()) {
            return Optional.empty(); // of a call's result nobody knows the type
        }
        boolean isExpected = inner.where == Where.EXAMPLE && blocks.isAfter("expect");
        return Optional.of(new Cursor(
                isExpected ? Where.EXPECT : inner.where,
                block(open),
                !isRead && (isExpected || blocks.isStatementStart()),
                seen(script, open, at),
                steps,
                new Name(name, at)));
    }

    /** The word of the event's or room's block that all of it stands in. */
    private static String block(List<Block> open) {
        for (int i = 1; i < open.size(); i++) {
            if (open.get(i).where == Where.EVENT || open.get(i).where == Where.ROOM) {
                return open.get(i - 1).word();
            }
        }
        return "";
    }

    private static List<Variable> seen(Outline script, List<Block> open, int at) {
        List<Variable> seen = new ArrayList<>();
        open.stream()
                .filter(block -> block.where != Where.MODEL && block.where != Where.INPUT)
                .forEach(block -> seen.addAll(block.variables));
        script.at(at)
                .filter(declared -> declared.kind() == Outline.Kind.EVENT)
                .map(Declared::variables)
                .ifPresent(seen::addAll);
        return seen;
    }
}
