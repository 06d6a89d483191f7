package io.herald.dsl;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import io.herald.dsl.types.ModelValue;
import io.herald.dsl.types.Place;
import io.herald.engine.model.BroadcastException;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Text;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a script author's words what a script's code threw, and at which line. */
final class Failures {
    private static final Pattern NULL_PROPERTY = Pattern.compile("Cannot get property '(.+)' on null object");
    private static final Pattern NULL_METHOD = Pattern.compile("Cannot invoke method (.+)\\(\\) on null object");
    private static final Pattern PLACE = Pattern.compile("\\s*@ line \\d+, column \\d+\\.?$");

    private Failures() {}

    /**
     * What a caller is told.
     *
     * @param where the code stands: {@code the 'as' block of event UpdateChat}
     * @param place of that block: the best there is when the stack does not tell the line
     */
    static BroadcastException failure(CompiledScript script, String where, Place place, Throwable thrown) {
        if (thrown instanceof BroadcastException told) {
            return told; // by a room or resource that the code called
        }
        if (thrown instanceof InterruptedException || thrown.getCause() instanceof InterruptedException) {
            return new BroadcastException.TimedOut(where + " was stopped: it passed its time");
        }
        String message = where + " failed: " + said(thrown);
        return new BroadcastException.ScriptFailed(message, problem(script, place, thrown, message));
    }

    /** The problem at the line of the script that threw. */
    static Problem problem(CompiledScript script, Place place, Throwable thrown, String message) {
        int line = line(script, thrown);
        Place at = line == 0 || line == place.line()
                ? place
                : new Place(line, script.source().indent(line) + 1);
        return script.source().problem(at, message, "");
    }

    private static int line(CompiledScript script, Throwable thrown) {
        String type = script.unit().map(unit -> unit.getClass().getName()).orElse("");
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().equals(type)
                        || frame.getClassName().startsWith(type + "$"))
                .mapToInt(StackTraceElement::getLineNumber)
                .filter(line -> line > 0)
                .findFirst()
                .orElse(0);
    }

    static String said(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            return "it calls itself without end";
        }
        if (thrown instanceof OutOfMemoryError) {
            return "it needs more memory than there is";
        }
        if (thrown instanceof ModelValue.UnknownField || thrown instanceof PluginCall.Failed) {
            return String.valueOf(thrown.getMessage());
        }
        if (thrown instanceof MissingMethodException missing) {
            return missing.getType().getSimpleName() + " has no method '" + missing.getMethod()
                    + "' for these arguments";
        }
        if (thrown instanceof MissingPropertyException missing) {
            return (missing.getType() == null ? "it" : missing.getType().getSimpleName()) + " has no property '"
                    + missing.getProperty() + "'";
        }
        String message = firstLine(thrown);
        Matcher property = NULL_PROPERTY.matcher(message);
        if (property.matches()) {
            return "can't read '" + property.group(1) + "' of null";
        }
        Matcher method = NULL_METHOD.matcher(message);
        if (method.matches()) {
            return "can't call '" + method.group(1) + "' on null";
        }
        String name = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? name : message + " (" + name + ")";
    }

    static String firstLine(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        String first = message.lines().findFirst().orElse("");
        return first.length() > 300 ? Text.quote(first) : first;
    }

    /** A compiler's message without the place it repeats. */
    static String plain(String message) {
        String first = message.lines().findFirst().orElse(message).strip();
        String bare = PLACE.matcher(first).replaceFirst("");
        return bare.isEmpty() ? bare : Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
    }
}
