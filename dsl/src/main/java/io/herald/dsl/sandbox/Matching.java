package io.herald.dsl.sandbox;

import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.FormatHelper;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions as scripts use them: an interrupt ends them, which Java's own do not heed, and some take longer than the world will
 * last. Each method does what Groovy does otherwise. Public for compiled code; not API.
 */
public final class Matching {
    /** Methods that may match. */
    static final Set<String> METHODS = Set.of(
            "matches",
            "replaceAll",
            "replaceFirst",
            "split",
            "splitEachLine",
            "find",
            "findAll",
            "eachMatch",
            "minus",
            "matcher",
            "reset",
            "grep");

    private Matching() {}

    /** {@code text =~ pattern} */
    public static Matcher found(@Nullable Object text, @Nullable Object pattern) {
        return pattern(pattern).matcher(new Watched(FormatHelper.toString(text)));
    }

    /** {@code text ==~ pattern} */
    public static boolean matched(@Nullable Object text, @Nullable Object pattern) {
        return text != null && pattern != null && found(text, pattern).matches();
    }

    /** What a {@code case}, {@code in} or {@code grep} compares with. */
    public static @Nullable Object filter(@Nullable Object value) {
        return value instanceof Pattern pattern ? new Filter(pattern) : value;
    }

    /** What is taken away by {@code -}. */
    public static @Nullable Object taken(@Nullable Object value) {
        if (value instanceof Pattern) {
            throw new NotAllowed("a pattern can't be taken away by '-' in scripts; write replaceFirst(pattern, '')");
        }
        return value;
    }

    /** {@code receiver.method(arguments)}, of those of {@link #METHODS}. */
    public static @Nullable Object call(@Nullable Object receiver, String method, @Nullable Object[] arguments) {
        if (receiver instanceof CharSequence text && isPattern(arguments[0])) {
            return ofText(text.toString(), method, arguments);
        }
        if (receiver instanceof Pattern || method.equals("reset")) {
            return InvokerHelper.invokeMethod(receiver, method, with(arguments, watched(arguments[0])));
        }
        return InvokerHelper.invokeMethod(receiver, method, with(arguments, filter(arguments[0])));
    }

    /** {@code receiver?.method(arguments)} */
    public static @Nullable Object callSafe(@Nullable Object receiver, String method, @Nullable Object[] arguments) {
        return receiver == null ? null : call(receiver, method, arguments);
    }

    /** {@code receivers*.method(arguments)} */
    public static @Nullable Object callEach(@Nullable Object receivers, String method, @Nullable Object[] arguments) {
        if (receivers == null) {
            return null;
        }
        List<@Nullable Object> results = new ArrayList<>();
        for (Object each : (List<?>) receivers) {
            results.add(callSafe(each, method, arguments));
        }
        return results;
    }

    /** As {@link org.codehaus.groovy.runtime.StringGroovyMethods} and {@link String} do. */
    private static @Nullable Object ofText(String text, String method, @Nullable Object[] arguments) {
        Pattern pattern = method.equals("minus") && !(arguments[0] instanceof Pattern)
                ? Pattern.compile(String.valueOf(arguments[0]), Pattern.LITERAL)
                : pattern(arguments[0]);
        Matcher matcher = pattern.matcher(new Watched(text));
        Object how = arguments.length > 1 ? arguments[1] : null;
        return switch (method) {
            case "matches" -> matcher.matches();
            case "minus" -> matcher.replaceFirst("");
            case "replaceAll" ->
                how instanceof Closure<?> block
                        ? matcher.replaceAll(match -> replacement(match, block))
                        : matcher.replaceAll(String.valueOf(how));
            case "replaceFirst" ->
                how instanceof Closure<?> block
                        ? matcher.replaceFirst(match -> replacement(match, block))
                        : matcher.replaceFirst(String.valueOf(how));
            case "split" -> pattern.split(new Watched(text), how instanceof Number most ? most.intValue() : 0);
            case "splitEachLine" -> splitEachLine(text, pattern, how);
            case "find" -> matcher.find() ? given(matcher.toMatchResult(), how) : null;
            case "findAll" -> findAll(matcher, how);
            case "eachMatch" -> {
                matcher.results().forEach(match -> given(match, how));
                yield text;
            }
            default -> InvokerHelper.invokeMethod(text, method, arguments); // no other matches
        };
    }

    private static @Nullable Object splitEachLine(String text, Pattern pattern, @Nullable Object how) {
        @Nullable Object last = null;
        for (String line : text.lines().toList()) {
            List<String> parts = Arrays.asList(pattern.split(new Watched(line)));
            last = how instanceof Closure<?> block ? block.call(parts) : null;
        }
        return last;
    }

    private static List<@Nullable Object> findAll(Matcher matcher, @Nullable Object how) {
        List<@Nullable Object> all = new ArrayList<>();
        matcher.results().forEach(match -> all.add(given(match, how)));
        return all;
    }

    /** What a block makes of a match; without one, the match. */
    private static @Nullable Object given(MatchResult match, @Nullable Object how) {
        return how instanceof Closure<?> block ? block.call(groups(match)) : match.group();
    }

    private static String replacement(MatchResult match, Closure<?> block) {
        return Matcher.quoteReplacement(FormatHelper.toString(given(match, block)));
    }

    /** As blocks take it: the match, or a list of that and its groups. */
    private static Object groups(MatchResult match) {
        if (match.groupCount() == 0) {
            return match.group();
        }
        List<@Nullable String> groups = new ArrayList<>();
        for (int i = 0; i <= match.groupCount(); i++) {
            groups.add(match.group(i));
        }
        return groups;
    }

    private static boolean isPattern(@Nullable Object value) {
        return value instanceof Pattern || value instanceof CharSequence;
    }

    private static @Nullable Object watched(@Nullable Object text) {
        return text instanceof CharSequence given ? new Watched(given.toString()) : text;
    }

    private static @Nullable Object[] with(@Nullable Object[] arguments, @Nullable Object first) {
        @Nullable Object[] changed = arguments.clone();
        changed[0] = first;
        return changed;
    }

    private static Pattern pattern(@Nullable Object value) {
        return value instanceof Pattern pattern ? pattern : Pattern.compile(FormatHelper.toString(value));
    }

    /** As a pattern is a filter, but watched. */
    private static final class Filter extends Closure<Boolean> {
        private static final long serialVersionUID = 1L;

        private final transient Pattern pattern;

        Filter(Pattern pattern) {
            super(Matching.class);
            this.pattern = pattern;
        }

        @Override
        public Boolean call(@Nullable Object value) {
            return matched(value, pattern);
        }
    }

    /** A text that is read no further once the evaluation was stopped. */
    private static final class Watched implements CharSequence {
        private static final int SOME = 1 << 10;

        private final String text;
        private int reads;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++reads % SOME == 0 && Thread.currentThread().isInterrupted()) {
                throw Matching.<RuntimeException>unchecked(new InterruptedException("the evaluation was stopped"));
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What a script may not catch, thrown where Java wants none that is checked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
