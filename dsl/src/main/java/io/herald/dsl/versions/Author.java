package io.herald.dsl.versions;

/**
 * Who put a text in force, and how.
 *
 * @param name the owner of the file, or the address of whoever called the admin API; at most {@value #MAX_NAME} characters are kept
 */
public record Author(String name, Way way) {
    private static final int MAX_NAME = 100;

    /** How a text came in force. */
    public enum Way {
        /** A file was saved. */
        FOLDER,
        /** It was put over the admin API. */
        API,
        /** An earlier version was taken back. */
        ROLLBACK
    }

    public Author {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        name = printable.substring(0, Math.min(MAX_NAME, printable.length()));
    }
}
