package io.herald.engine.model;

/** Puts foreign text into messages: quoted, on one line, and short. */
public final class Text {
    private static final int MAX_SHOWN = 60;

    private Text() {}

    /** The text in single quotes, control characters as {@code \}{@code u001f}, cut after 60 characters. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.chars().limit(MAX_SHOWN).forEach(character -> {
            if (Character.isISOControl(character)) {
                quoted.append(String.format("\\u%04x", character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append(text.length() > MAX_SHOWN ? "…'" : "'").toString();
    }

    /** {@code a Long}, {@code an Instant}; a {@code UUID} is read by its letters. */
    public static String a(String noun) {
        return (noun.matches("[AEIO].*") ? "an " : "a ") + noun;
    }

    /** {@code 1 argument}, {@code 2 arguments}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
