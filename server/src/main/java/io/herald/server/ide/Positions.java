package io.herald.server.ide;

import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Places in a text as editors count them: lines and UTF-16 characters, both from 0. */
final class Positions {
    private Positions() {}

    /** The character there; of a line that is shorter, its end, and of a text that is, the end of that. */
    static int offset(String text, Position position) {
        int start = 0;
        for (int line = 0; line < position.getLine(); line++) {
            int next = text.indexOf('\n', start);
            if (next < 0) {
                return text.length();
            }
            start = next + 1;
        }
        int end = text.indexOf('\n', start);
        int length = (end < 0 ? text.length() : end) - start;
        return start + Math.min(Math.max(0, position.getCharacter()), length);
    }

    static Position position(String text, int offset) {
        int line = 0;
        int start = 0;
        for (int next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
            line++;
            start = next + 1;
        }
        return new Position(line, offset - start);
    }

    static Range range(String text, int from, int to) {
        return new Range(position(text, from), position(text, to));
    }

    /** The name or character at a problem's place; without column the line, without line the first. */
    static Range around(String text, int line, int column) {
        int lineStart = offset(text, new Position(Math.max(0, line - 1), 0));
        int lineEnd = offset(text, new Position(Math.max(0, line - 1), Integer.MAX_VALUE));
        if (column < 1) {
            return range(text, lineStart, lineEnd);
        }
        int columns = text.codePointCount(lineStart, lineEnd);
        int start = text.offsetByCodePoints(lineStart, Math.min(column - 1, columns));
        int end = start;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return range(text, start, end > start ? end : text.offsetByCodePoints(start, start < text.length() ? 1 : 0));
    }
}
