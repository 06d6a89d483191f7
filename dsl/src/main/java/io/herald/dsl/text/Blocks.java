package io.herald.dsl.text;

import io.herald.dsl.text.GroovyTokens.Kind;
import io.herald.dsl.text.Outline.Name;
import io.herald.dsl.text.Outline.Variable;
import io.herald.dsl.text.Word.Where;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a stretch of script, read off its tokens: of a text that does not compile, too. All offsets are those of the whole text.
 * One use.
 */
final class Blocks {
    private static final Pattern PARAMETER =
            Pattern.compile("(?:([\\w.<>, ]+?)\\s+)?(\\w+)\\s*(?:=.*)?", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z_][\\w.]*(?:\\s*<[^=]*>)?)\\s+(\\w+)\\s*(?:=.*)?", Pattern.DOTALL);

    private final String text;
    private final int from;
    private final GroovyTokens tokens;
    private final Deque<Block> open = new ArrayDeque<>();
    private final Block file;
    private final int length;
    private int lastEnd;

    /** What stands between brackets, or in the file outside of all. */
    static final class Block {
        final Where where;
        final List<Name> head;
        final int start;
        final List<Variable> variables = new ArrayList<>();
        final List<Block> inner = new ArrayList<>();
        final List<Name> statement = new ArrayList<>();
        int statementStart;
        int end;

        /** @param head the words of the statement that it stands in, up to its bracket */
        private Block(Where where, List<Name> head, int start) {
            this.where = where;
            this.head = head;
            this.start = start;
            this.statementStart = start + 1;
        }

        String word() {
            return head.isEmpty() ? "" : head.get(0).text();
        }
    }

    /** @param stretch begins at {@code from} in the text, in braces */
    Blocks(String text, int from, String stretch) {
        this.text = text;
        this.from = from;
        this.length = stretch.length();
        this.tokens = new GroovyTokens(stretch);
        this.file = new Block(Where.FILE, List.of(), from - 1);
        open.push(file);
        lastEnd = from;
    }

    /** What stands outside of all brackets, with all blocks in it. */
    Block read() {
        while (tokens.next()) {
            take();
            lastEnd = from + tokens.end();
        }
        for (Block block : open) {
            addField(block, lastEnd);
            block.end = from + length;
        }
        return file;
    }

    /** After {@link #read}: those that are not closed, the innermost first. */
    List<Block> open() {
        return List.copyOf(open);
    }

    /** After {@link #read}: the last token, when it is a name. */
    Optional<Name> lastName() {
        return tokens.kind() == Kind.WORD ? Optional.of(name()) : Optional.empty();
    }

    /** After {@link #read}: whether the last token begins a statement. */
    boolean isStatementStart() {
        return tokens.isStatementStart() || tokens.isAfterBlock();
    }

    /** After {@link #read}: whether the last token belongs to a statement that begins with this word. */
    boolean isAfter(String word) {
        List<Name> statement = open.element().statement;
        return statement.size() > 1 && statement.get(0).text().equals(word);
    }

    private void take() {
        Block block = open.element();
        if (tokens.isStatementStart() && !(tokens.kind() == Kind.OPEN && tokens.character() == '{')) {
            endStatement(block, lastEnd);
            block.statementStart = from + tokens.start();
        }
        switch (tokens.kind()) {
            case WORD -> {
                if (tokens.isAfterBlock()) {
                    block.statement.clear(); // the next link of a chain: on {…} as {…}
                }
                block.statement.add(name());
            }
            case OPEN -> open(block);
            case CLOSE -> close();
            default -> {
                if (tokens.text().equals("->")) {
                    parameters(block);
                }
            }
        }
    }

    private Name name() {
        int at = from + tokens.start();
        return new Name(text.substring(at, from + tokens.end()), at);
    }

    private void open(Block outer) {
        boolean isBlock = tokens.character() == '{';
        Block block = new Block(
                isBlock ? where(outer) : Where.CODE, isBlock ? List.copyOf(outer.statement) : List.of(), at());
        outer.inner.add(block);
        open.push(block);
    }

    private int at() {
        return from + tokens.end() - 1;
    }

    private static Where where(Block outer) {
        String word = outer.statement.isEmpty() ? "" : outer.statement.get(0).text();
        if (outer.where == Where.FILE) {
            return Word.names(Where.FILE).contains(word) ? Where.valueOf(word.toUpperCase(Locale.ROOT)) : Where.CODE;
        }
        boolean isEvent = outer.where == Where.EVENT;
        return isEvent && word.equals("input")
                ? Where.INPUT
                : isEvent && word.equals("example") ? Where.EXAMPLE : Where.CODE;
    }

    private void close() {
        if (open.size() > 1) {
            Block closed = open.pop();
            endStatement(closed, lastEnd);
            closed.end = from + tokens.end();
        }
    }

    private void parameters(Block block) {
        int at = block.start + 1;
        block.variables.addAll(parameters(text.substring(at, from + tokens.start()), at));
        block.statement.clear();
    }

    /** What is written there, with commas between. */
    static List<Variable> parameters(String written, int from) {
        List<Variable> parameters = new ArrayList<>();
        int at = from;
        for (String each : written.split(",", -1)) {
            Matcher parameter = PARAMETER.matcher(each.strip());
            if (parameter.matches()) {
                String type = parameter.group(1) == null ? "" : parameter.group(1);
                int name = at + each.indexOf(each.strip()) + parameter.start(2);
                parameters.add(new Variable(type, parameter.group(2), name));
            }
            at += each.length() + 1;
        }
        return parameters;
    }

    private void endStatement(Block block, int end) {
        addField(block, end);
        block.statement.clear();
    }

    private void addField(Block block, int end) {
        boolean hasFields = block.where == Where.MODEL || block.where == Where.INPUT;
        if (hasFields && block.statementStart < end) {
            Matcher field =
                    FIELD.matcher(text.substring(block.statementStart, end).replaceFirst("[;\\s]+$", ""));
            if (field.matches() && !Word.names(block.where).contains(field.group(1))) {
                block.variables.add(
                        new Variable(field.group(1), field.group(2), block.statementStart + field.start(2)));
            }
        }
    }
}
