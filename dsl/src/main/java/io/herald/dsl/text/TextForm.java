package io.herald.dsl.text;

import java.util.List;
import java.util.Optional;

/** How a text in Groovy ends, and whether it may hold values. */
record TextForm(String begin, String end, char escape, boolean isInterpolated, boolean isOneLine) {
    private static final List<TextForm> ALL = List.of(
            new TextForm("'''", "'''", '\\', false, false),
            new TextForm("\"\"\"", "\"\"\"", '\\', true, false),
            new TextForm("'", "'", '\\', false, true),
            new TextForm("\"", "\"", '\\', true, true),
            new TextForm("$/", "/$", '$', true, false),
            new TextForm("/", "/", '\\', true, false));

    /**
     * The form of the text that begins there; empty when none does.
     *
     * @param isAfterOperand whether a {@code /} would divide
     */
    static Optional<TextForm> at(String text, int offset, boolean isAfterOperand) {
        for (TextForm form : ALL) {
            if (text.startsWith(form.begin, offset) && !(isAfterOperand && form.isSlashy())) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private boolean isSlashy() {
        return end.startsWith("/");
    }

    /** Whether that character makes the next one stand for itself. */
    boolean escapes(char character, char next) {
        return character == escape && (escape == '\\' ? next != 0 : next == '$' || next == '/');
    }

    /** Whether a {@code $} must begin a value: in the others it may stand for itself. */
    boolean isQuoted() {
        return end.startsWith("\"");
    }
}
