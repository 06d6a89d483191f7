package io.herald.dsl.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Groovy just so far as to know what is text and comment and what is code: names, brackets and {@code >} in it, and where statements
 * begin. Total: whatever the text, it comes to its end. One thread.
 */
public final class GroovyTokens {
    /** What a token is, as far as it is told apart. */
    public enum Kind {
        WORD,
        OPEN,
        CLOSE,
        GREATER,
        ANNOTATION,
        OTHER
    }

    private static final int MAX_TYPE_ARGUMENTS = 1000; // characters: each name of a long text may be followed by '<'

    /** After these a {@code /} begins a text, though they are words. */
    private static final Set<String> OPERATOR_WORDS =
            Set.of("return", "in", "case", "assert", "throw", "else", "do", "instanceof", "when", "on", "as");

    private final String text;
    private int position;
    private int start;
    private int end;
    private Kind kind = Kind.OTHER;
    private char character;
    private boolean isStatementStart = true;
    private boolean isAfterBlock;
    private boolean isAfterOperand; // then a '/' divides
    private boolean isAtStart = true; // of a statement, for the token to come
    private final Deque<TextForm> texts = new ArrayDeque<>(); // texts that an open ${ interrupts
    private final Deque<Integer> depths = new ArrayDeque<>(); // braces open when that began
    private int braces;
    private Optional<Fault> fault = Optional.empty();

    /** Why a text with values in it can hardly be read. */
    record Fault(int offset, String message, String hint) {}

    public GroovyTokens(String text) {
        this.text = text;
    }

    public Kind kind() {
        return kind;
    }

    /** Where it begins in the text. */
    public int start() {
        return start;
    }

    /** Just after it. */
    public int end() {
        return end;
    }

    public String text() {
        return text.substring(start, end);
    }

    /** The bracket of an OPEN or CLOSE. */
    char character() {
        return character;
    }

    public boolean isStatementStart() {
        return isStatementStart;
    }

    /** Whether a block ended just before, on the same line or one above. */
    boolean isAfterBlock() {
        return isAfterBlock;
    }

    /** The first text that has one, of those that were passed. */
    Optional<Fault> fault() {
        return fault;
    }

    /** Goes to the next token; false at the end of the text. */
    public boolean next() {
        boolean wasBlockEnd = kind == Kind.CLOSE && character == '}';
        skipInsignificant();
        if (position >= text.length()) {
            return false;
        }
        isStatementStart = isAtStart;
        isAfterBlock = wasBlockEnd;
        isAtStart = false;
        start = position;
        char first = text.charAt(position);
        if (Character.isJavaIdentifierStart(first)) {
            word();
        } else if (first == '@' && Character.isJavaIdentifierStart(peek(position + 1))) {
            position++;
            start = position;
            annotation();
        } else if (Character.isDigit(first)) {
            number();
        } else if (!string()) {
            symbol(first);
        }
        end = position;
        return true;
    }

    private void word() {
        position = endOfWord(position);
        kind = Kind.WORD;
        isAfterOperand = !OPERATOR_WORDS.contains(text.substring(start, position));
    }

    private void annotation() {
        position = endOfWord(position);
        while (peek(position) == '.') {
            position = endOfWord(position + 1);
        }
        kind = Kind.ANNOTATION;
        isAfterOperand = true;
    }

    private void number() {
        while (Character.isLetterOrDigit(peek(position)) || peek(position) == '_' || isDecimalPoint()) {
            position++;
        }
        kind = Kind.OTHER;
        isAfterOperand = true;
    }

    private boolean isDecimalPoint() {
        return peek(position) == '.' && Character.isDigit(peek(position + 1));
    }

    private boolean string() {
        Optional<TextForm> form = TextForm.at(text, position, isAfterOperand);
        form.ifPresent(begun -> {
            position += begun.begin().length();
            throughText(begun);
        });
        return form.isPresent();
    }

    /** To the end of the text, or into its next <code>${</code>. */
    private void throughText(TextForm form) {
        kind = Kind.OTHER;
        isAfterOperand = true;
        while (position < text.length()) {
            char now = text.charAt(position);
            if (text.startsWith(form.end(), position)) {
                position += form.end().length();
                return;
            }
            if (now == '\n' && form.isOneLine()) {
                break;
            }
            if (form.isInterpolated() && now == '$' && peek(position + 1) == '{') {
                position += 2;
                texts.push(form);
                depths.push(braces++);
                kind = Kind.OPEN;
                character = '{';
                isAfterOperand = false;
                return;
            }
            if (now == '$' && form.isQuoted() && !isName(peek(position + 1))) {
                fault(position, "a '$' in a text begins a value", "write \\$ for the character");
            }
            position += form.escapes(now, peek(position + 1)) ? 2 : 1;
        }
        if (form.isInterpolated()) {
            fault(start, "this text is never closed", "add " + form.end() + " where it ends");
        }
    }

    private static boolean isName(char character) {
        return Character.isJavaIdentifierStart(character) && character != '$';
    }

    private void fault(int offset, String message, String hint) {
        fault = fault.or(() -> Optional.of(new Fault(offset, message, hint)));
    }

    private void symbol(char first) {
        position++;
        character = first;
        isAfterOperand = false;
        switch (first) {
            case '{', '(', '[' -> open(first);
            case '}', ')', ']' -> close(first);
            case '>' -> kind = Kind.GREATER;
            case ';' -> {
                kind = Kind.OTHER;
                isAtStart = true;
            }
            case '-' -> {
                kind = Kind.OTHER;
                if (peek(position) == '>') {
                    position++;
                    isAtStart = true; // what follows the arrow of a closure
                }
            }
            default -> kind = Kind.OTHER;
        }
    }

    private void open(char bracket) {
        kind = Kind.OPEN;
        if (bracket == '{') {
            braces++;
            isAtStart = true;
        }
    }

    private void close(char bracket) {
        kind = Kind.CLOSE;
        isAfterOperand = true;
        if (bracket == '}') {
            braces--;
            if (!depths.isEmpty() && depths.peek() == braces) {
                depths.pop();
                resumeText(texts.pop());
            }
        }
    }

    private void resumeText(TextForm form) {
        throughText(form);
        if (kind == Kind.OPEN) {
            kind = Kind.OTHER; // one ${ closed and the next opened: the bracket stays
        } else {
            kind = Kind.CLOSE;
            character = ')'; // a text's end is no block's end
        }
    }

    private void skipInsignificant() {
        while (position < text.length()) {
            char now = text.charAt(position);
            if (now == '\n') {
                isAtStart = true;
                isAfterOperand = false;
                position++;
            } else if (Character.isWhitespace(now)) {
                position++;
            } else if (isCommentAt(position)) {
                position = endOfComment(position);
            } else {
                return;
            }
        }
    }

    boolean isCommentAt(int offset) {
        return text.startsWith("//", offset) || text.startsWith("/*", offset);
    }

    private int endOfComment(int offset) {
        String closer = text.startsWith("//", offset) ? "\n" : "*/";
        int close = text.indexOf(closer, offset + 2);
        if (close < 0) {
            return text.length();
        }
        return closer.equals("\n") ? close : close + 2;
    }

    /** The character there, or 0 past the end. */
    public char peek(int offset) {
        return offset < text.length() ? text.charAt(offset) : 0;
    }

    /** The name there, or an empty text. */
    String wordAt(int offset) {
        return Character.isJavaIdentifierStart(peek(offset)) ? text.substring(offset, endOfWord(offset)) : "";
    }

    private int endOfWord(int offset) {
        int at = offset;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where something other than blanks and tabs stands, from there on. */
    public int skipBlanks(int offset) {
        int at = offset;
        while (peek(at) == ' ' || peek(at) == '\t') {
            at++;
        }
        return at;
    }

    /** Over blanks, ends of lines and comments. */
    int skipSpace(int offset) {
        int at = offset;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isCommentAt(at))) {
            at = isCommentAt(at) ? endOfComment(at) : at + 1;
        }
        return at;
    }

    /** After the name that follows the word just read; after the word itself when none does. */
    int skipName() {
        int at = skipBlanks(end);
        String name = wordAt(at);
        return name.isEmpty() ? end : at + name.length();
    }

    /** Goes on inside a block that the caller opened there. */
    void jumpInto(int offset) {
        braces++;
        continueAt(offset);
    }

    /** Goes on after a block that the caller closed there. */
    void endBlock(int offset) {
        braces--;
        kind = Kind.CLOSE;
        character = '}';
        isAfterOperand = true;
        position = offset;
    }

    private void continueAt(int offset) {
        kind = Kind.OPEN;
        position = offset;
        isAtStart = true;
        isAfterOperand = false;
    }

    /** Offsets of this {@code >} and of those that follow it with nothing but blanks between. */
    List<Integer> greaterRun() {
        List<Integer> run = new ArrayList<>(List.of(start));
        int at = skipBlanks(end);
        while (peek(at) == '>') {
            run.add(at);
            at = skipBlanks(at + 1);
        }
        return run;
    }

    /** Goes past {@code <…>} after the name just read, when that can only be a type's arguments. */
    void skipTypeArguments() {
        if (!Character.isUpperCase(peek(start))) {
            return;
        }
        int depth = 0;
        int at = end;
        do {
            char now = peek(at);
            if (now == '<') {
                depth++;
            } else if (now == '>') {
                depth--;
            } else if (!isOfTypeArguments(at)) {
                return;
            }
            at++;
        } while (depth > 0 && at - end < MAX_TYPE_ARGUMENTS);
        if (depth == 0 && isAfterTypeArguments(at)) {
            position = at;
            isAfterOperand = true;
        }
    }

    private boolean isOfTypeArguments(int offset) {
        char now = peek(offset);
        boolean isNumber = Character.isDigit(now) && !Character.isJavaIdentifierPart(peek(offset - 1));
        return now != 0 && !isNumber && (Character.isJavaIdentifierPart(now) || " ,.?[]".indexOf(now) >= 0);
    }

    private boolean isAfterTypeArguments(int offset) {
        int next = skipBlanks(offset);
        boolean isName = next > offset && Character.isJavaIdentifierStart(peek(next));
        return isName || (peek(next) != 0 && "(.[{>,)".indexOf(peek(next)) >= 0);
    }
}
