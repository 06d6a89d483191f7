package io.herald.dsl.text;

import io.herald.engine.model.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns {@code event X < on < … > >} into {@code event X { on { … } }}, character for character, so that every line and column of an
 * error stays true; and the word {@code as}, which Groovy would take for a cast, into {@code a_}, and
 * {@code volatile}, which it keeps for fields, into {@code Volatile}. Braces stay as they are. One use.
 *
 * <p>A {@code <} opens a block only after a word of the DSL where a statement begins. A {@code >} closes one only where no other bracket is
 * open and nothing follows that an operator would need: the end of a line, {@code ;}, a closing bracket, or the next word of the DSL.
 */
public final class AngleNotation {
    private static final int MAX_NESTING = 60; // past some hundreds, Groovy's parser takes for ever

    private static final List<String> TOP_WORDS = Word.names(Word.Where.FILE);
    private static final List<String> BODY_WORDS = Word.blocks();
    private static final String VOLATILE = "volatile";
    /** Those that run nothing while a script is compiled. */
    public static final Set<String> HARMLESS_ANNOTATIONS = Set.of("Override", "Deprecated", "SuppressWarnings");

    private final SourceText source;
    private final GroovyTokens tokens;
    private final char[] rewritten;
    private final Deque<Bracket> open = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param isAngle a block in angles
     * @param isBody the body of an event, room, resource or model
     */
    private record Bracket(int offset, boolean isAngle, boolean isBody) {}

    /**
     * What the compiler is given; the text is only to be compiled when there are no problems.
     *
     * @param suspect what is wrong with a text in it, should Groovy be unable to read that
     */
    public record Rewritten(String text, List<Problem> problems, Optional<Problem> suspect) {}

    private AngleNotation(SourceText source) {
        this.source = source;
        this.tokens = new GroovyTokens(source.text());
        this.rewritten = source.text().toCharArray();
    }

    public static Rewritten toBraces(SourceText source) {
        return new AngleNotation(source).rewrite();
    }

    private Rewritten rewrite() {
        while (tokens.next() && open.size() <= MAX_NESTING) {
            switch (tokens.kind()) {
                case WORD -> word();
                case OPEN -> open.push(new Bracket(tokens.start(), false, false));
                case CLOSE -> close();
                case GREATER -> greater();
                case ANNOTATION -> annotation();
                default -> {} // text, numbers and operators mean what they mean
            }
        }
        if (open.size() > MAX_NESTING) {
            problem(tokens.start(), "brackets are nested more than " + MAX_NESTING + " deep", "split it");
            return new Rewritten(source.text(), problems, Optional.empty());
        }
        open.stream()
                .filter(Bracket::isAngle)
                .forEach(bracket ->
                        problem(bracket.offset(), "this '<' is never closed", "add a '>' where the block ends"));
        Optional<Problem> suspect = tokens.fault()
                .map(fault -> source.problem(source.place(fault.offset()), fault.message(), fault.hint()));
        return new Rewritten(new String(rewritten), problems, suspect);
    }

    private void word() {
        boolean isTop = open.isEmpty() && TOP_WORDS.contains(tokens.text()) && tokens.isStatementStart();
        boolean isBody = isInBody() && BODY_WORDS.contains(tokens.text()) && startsBlock();
        if (isBody && tokens.text().equals("as")) {
            rewritten[tokens.start() + 1] = '_';
        }
        if (isInBody() && tokens.text().equals(VOLATILE) && startsBlock()) {
            rewritten[tokens.start()] = 'V';
        }
        if (isTop) {
            openAfter(tokens.skipName(), true);
        } else if (isBody) {
            openAfter(tokens.text().equals("to") ? tokens.skipName() : tokens.end(), false);
        } else if (tokens.peek(tokens.end()) == '<') {
            tokens.skipTypeArguments();
        }
    }

    private boolean isInBody() {
        Bracket top = open.peek();
        return top != null && top.isBody();
    }

    /** At the start of a statement, or where a block just ended: {@code on {…} as {…}}. */
    private boolean startsBlock() {
        return tokens.isStatementStart() || tokens.isAfterBlock();
    }

    private void openAfter(int offset, boolean isBody) {
        int next = tokens.skipSpace(offset);
        char character = tokens.peek(next);
        if (character == '<') {
            rewritten[next] = '{';
        }
        if (character == '<' || character == '{') {
            open.push(new Bracket(next, character == '<', isBody));
            tokens.jumpInto(next + 1);
        }
    }

    private void close() {
        Bracket top = open.peek();
        if (top != null && !top.isAngle()) {
            open.pop();
        }
    }

    /** A run of {@code >}, blanks between allowed: closes as many blocks as it has characters, or is an operator. */
    private void greater() {
        List<Integer> run = tokens.greaterRun();
        Bracket top = open.peek();
        if (top == null || !top.isAngle() || !endsBlock(run.get(run.size() - 1) + 1)) {
            return;
        }
        int blanksFrom = run.get(run.size() - 1) + 1;
        for (int offset : run) {
            Bracket closing = open.peek();
            if (closing == null || !closing.isAngle()) {
                problem(offset, "this '>' closes nothing", "write a comparison in parentheses, or take the '>' away");
                return;
            }
            rewritten[offset] = '}';
            open.pop();
        }
        tokens.endBlock(blanksFrom);
        separate(blanksFrom);
    }

    private boolean endsBlock(int offset) {
        int next = tokens.skipBlanks(offset);
        char character = tokens.peek(next);
        return character == 0
                || "\r\n;)]}".indexOf(character) >= 0
                || tokens.isCommentAt(next)
                || tokens.wordAt(next).equals(VOLATILE)
                || (BODY_WORDS.contains(tokens.wordAt(next))
                        && "<{"
                                        .indexOf(tokens.peek(tokens.skipSpace(
                                                next + tokens.wordAt(next).length())))
                                >= 0);
    }

    /** Two blocks on one line need a separator in Groovy: the blank between them has room for it. */
    private void separate(int offset) {
        if (rewritten.length > offset
                && rewritten[offset] == ' '
                && (BODY_WORDS.contains(tokens.wordAt(tokens.skipBlanks(offset)))
                        || tokens.wordAt(tokens.skipBlanks(offset)).equals(VOLATILE))) {
            rewritten[offset] = ';';
        }
    }

    /** Annotations may run code while a script is compiled ({@code @Grab}, {@code @ASTTest}): only harmless ones pass. */
    private void annotation() {
        if (!HARMLESS_ANNOTATIONS.contains(tokens.text())) {
            problem(tokens.start(), "the annotation @" + tokens.text() + " is not allowed in scripts", "take it away");
        }
    }

    private void problem(int offset, String message, String hint) {
        problems.add(source.problem(source.place(offset), message, hint));
    }
}
