package io.herald.dsl.text;

import io.herald.dsl.types.Place;
import io.herald.engine.model.Problem;

/** A script as its author wrote it: what problems are shown against, whatever the compiler was given. */
public record SourceText(String path, String text) {
    private static final int SHOWN = 60;
    private static final int MAX_EXCERPT = 120;

    /**
     * One at a place of the text.
     *
     * @param hint what to do; empty when there is nothing to say
     */
    public Problem problem(int line, int column, String message, String hint) {
        return new Problem(path, line, column, message, hint, excerpt(line, column));
    }

    public Problem problem(Place place, String message, String hint) {
        return problem(place.line(), place.column(), message, hint);
    }

    /** Of a character of the text. */
    public Place place(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(line, text.codePointCount(lineStart, offset) + 1);
    }

    /** The character at a place of the text; the text's end when it is shorter. */
    public int offset(Place place) {
        int start = 0;
        for (int line = 1; line < place.line(); line++) {
            int next = text.indexOf('\n', start);
            if (next < 0) {
                return text.length();
            }
            start = next + 1;
        }
        int column = Math.max(0, place.column() - 1);
        return text.offsetByCodePoints(start, Math.min(column, text.codePointCount(start, text.length())));
    }

    /** What is written from one place to before another; of several lines the first. */
    public String between(Place from, Place to) {
        String line = line(from.line());
        boolean isOneLine = from.line() == to.line() && to.column() <= columns(line) + 1;
        String text = line.substring(index(line, from.column()), isOneLine ? index(line, to.column()) : line.length());
        String shown = text.strip();
        return isOneLine && shown.length() <= SHOWN ? shown : shown.substring(0, Math.min(shown.length(), SHOWN)) + "…";
    }

    /** How many blanks and tabs the line begins with. */
    public int indent(int line) {
        String written = line(line);
        return written.length() - written.stripLeading().length();
    }

    private String line(int number) {
        return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
    }

    private static int columns(String line) {
        return line.codePointCount(0, line.length());
    }

    /** Where a column stands in the line; its end when it is shorter. */
    private static int index(String line, int column) {
        return line.offsetByCodePoints(0, Math.min(column - 1, columns(line)));
    }

    /**
     * The line as written, or what is around the column when it is long, and under it a caret at the column; tabs stay tabs and emojis are two
     * wide, so that the caret stands right.
     */
    private String excerpt(int line, int column) {
        String written = line < 1 ? "" : line(line);
        int columns = columns(written);
        boolean isPlaced = !written.isEmpty() && column >= 1 && column <= columns + 1;
        int first = isPlaced ? Math.max(1, Math.min(column - MAX_EXCERPT / 2, columns - MAX_EXCERPT + 1)) : 1;
        int last = Math.min(columns, first + MAX_EXCERPT - 1);
        String cut = first > 1 ? "…" : "";
        String shown =
                cut + written.substring(index(written, first), index(written, last + 1)) + (last < columns ? "…" : "");
        return isPlaced
                ? shown + "\n" + blank(cut + written.substring(index(written, first), index(written, column))) + "^"
                : shown;
    }

    private static String blank(String text) {
        char[] blank = text.toCharArray();
        for (int i = 0; i < blank.length; i++) { // no stream nor pattern: the stack may be nearly full
            blank[i] = blank[i] == '\t' ? '\t' : ' ';
        }
        return new String(blank);
    }
}
