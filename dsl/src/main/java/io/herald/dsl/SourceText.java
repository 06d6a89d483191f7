package io.herald.dsl;

import io.herald.engine.model.Problem;
import java.util.regex.Pattern;

/** A script as its author wrote it: what problems are shown against, whatever the compiler was given. */
record SourceText(String path, String text) {
    private static final int SHOWN = 60;
    private static final Pattern VISIBLE = Pattern.compile("[^\t]"); // not made anew where the stack is nearly full

    /** The place of a character of the text. */
    record Place(int line, int column) {}

    /** @param hint what to do; empty when there is nothing to say */
    Problem problem(int line, int column, String message, String hint) {
        return new Problem(path, line, column, message, hint, excerpt(line, column));
    }

    Problem problem(Place place, String message, String hint) {
        return problem(place.line(), place.column(), message, hint);
    }

    Place place(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(line, offset - lineStart + 1);
    }

    /** What is written from one place to before another; of several lines the first. */
    String between(Place from, Place to) {
        String line = line(from.line());
        boolean isOneLine = from.line() == to.line() && to.column() <= line.length() + 1;
        String text =
                line.substring(Math.min(from.column() - 1, line.length()), isOneLine ? to.column() - 1 : line.length());
        String shown = text.strip();
        return isOneLine && shown.length() <= SHOWN ? shown : shown.substring(0, Math.min(shown.length(), SHOWN)) + "…";
    }

    /** How many blanks and tabs the line begins with. */
    int indent(int line) {
        String written = line(line);
        return written.length() - written.stripLeading().length();
    }

    private String line(int number) {
        return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
    }

    /** The line as written, and under it a caret at the column; tabs stay tabs, so that the caret stands right. */
    private String excerpt(int line, int column) {
        String written = line < 1 ? "" : line(line);
        if (written.isEmpty() || column < 1 || column > written.length() + 1) {
            return written;
        }
        return written + "\n"
                + VISIBLE.matcher(written.substring(0, column - 1)).replaceAll(" ") + "^";
    }
}
