package io.herald.engine.model;

/**
 * What is wrong in a script, and where.
 *
 * @param file path relative to the scripts' folder, {@code /} between names
 * @param line 1-based; 0 when the problem is the file's as a whole
 * @param column 1-based, in Unicode's characters: an emoji counts as one; 0 when the problem is the line's or the file's as a whole
 * @param message what is wrong, in one line, without place
 * @param hint what to do, for example {@code did you mean 'chatRoom'?}; empty when there is nothing to say
 * @param excerpt the source line as written, of a long one the part around the column, and under it a caret at the column; empty when there is no
 *     line
 */
public record Problem(String file, int line, int column, String message, String hint, String excerpt) {
    /** One of all scripts together, whatever their files. */
    public static Problem ofScripts(String message) {
        return new Problem("scripts", 0, 0, message, "", "");
    }

    /** {@code file:line:column: message, hint}, leaving out what is unknown. */
    public String headline() {
        String place = line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
        return place + ": " + said();
    }

    /** Whether both stand at the same place of the same file. */
    public boolean isAt(Problem other) {
        return file.equals(other.file) && line == other.line && column == other.column;
    }

    /** {@code message; hint}, without place. */
    public String said() {
        return hint.isEmpty() ? message : message + "; " + hint;
    }
}
