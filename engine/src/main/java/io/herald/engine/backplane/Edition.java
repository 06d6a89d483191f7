package io.herald.engine.backplane;

import io.herald.engine.model.Text;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All scripts of a cluster at one time.
 *
 * @param number one more than that of the edition before
 * @param id random: two editions made at once have the same number
 * @param texts by path
 * @param by who made it
 * @param way how: a word
 */
public record Edition(long number, String id, Map<String, String> texts, String by, String way) {
    /** Before any other: no scripts. */
    public static final Edition NONE = new Edition(0, "", Map.of(), "", "");

    private static final int MAX_SCRIPTS = 10_000;
    private static final int MAX_SCRIPT_CHARS = 1 << 20;
    private static final long MAX_CHARS = 16L << 20;
    private static final Pattern PATH =
            Pattern.compile("(?!.*(?:^|/)\\.)[^\\p{Cntrl}/\\\\]+(?:/[^\\p{Cntrl}/\\\\]+)*\\.groovy");
    private static final int MAX_PATH = 200;
    private static final long MAX_NUMBER = 1L << 53;

    /** @throws IllegalArgumentException when it passes a bound, or a path is none */
    public Edition {
        if (texts.size() > MAX_SCRIPTS) {
            throw new IllegalArgumentException(texts.size() + " scripts are more than the " + MAX_SCRIPTS + " allowed");
        }
        long chars = 0;
        for (Map.Entry<String, String> script : texts.entrySet()) {
            requirePath(script.getKey());
            int length = script.getValue().length();
            if (length > MAX_SCRIPT_CHARS) {
                throw new IllegalArgumentException("the script " + Text.quote(script.getKey()) + " has " + length
                        + " characters, more than the " + MAX_SCRIPT_CHARS + " allowed");
            }
            chars += length;
        }
        if (chars > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "all scripts together have " + chars + " characters, more than the " + MAX_CHARS + " allowed");
        }
        texts = Map.copyOf(texts);
    }

    private static void requirePath(String path) {
        if (!isPath(path)) {
            throw new IllegalArgumentException(Text.quote(path) + " names no script");
        }
    }

    /** Whether a script may be called so: names with {@code /} between, none with a dot first, {@code .groovy} at the end. */
    public static boolean isPath(String path) {
        return path.length() <= MAX_PATH && PATH.matcher(path).matches();
    }

    /** The number in a {@link #version}; 0 when it is none. */
    public static long numberOf(String version) {
        String digits = version.substring(0, Math.max(0, version.indexOf('-')));
        long number = digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
        return isNumber(number) ? number : 0;
    }

    /** Whether an edition may have it, so that there is always a next one. */
    public static boolean isNumber(long number) {
        return number > 0 && number <= MAX_NUMBER;
    }

    /** What tells it from every other; empty of none. */
    public String version() {
        return number == 0 ? "" : number + "-" + id;
    }
}
