package io.herald.engine.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a caller is told when no broadcast came of a trigger: a stable code, a sentence, and where they exist the places in scripts.
 * Its nested final classes are all there are. Nothing was sent.
 */
public abstract sealed class BroadcastException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Problem> problems;

    private BroadcastException(String code, String message, List<Problem> problems) {
        super(message);
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    /** Stable: callers may script against it. */
    public String code() {
        return code;
    }

    public List<Problem> problems() {
        return problems;
    }

    /** No script defines the event. */
    public static final class UnknownEvent extends BroadcastException {
        private static final long serialVersionUID = 1L;

        /** @param nearest names that resemble the one asked for, best first */
        public UnknownEvent(String event, List<String> nearest) {
            super(
                    "unknown-event",
                    "no script defines the event " + Text.quote(event)
                            + (nearest.isEmpty() ? "" : "; did you mean '" + String.join("' or '", nearest) + "'?"),
                    List.of());
        }
    }

    /** The inputs of a trigger are not of the types that the event declares. */
    public static final class InvalidInput extends BroadcastException {
        private static final long serialVersionUID = 1L;

        private static final int SHOWN = 3;

        private final transient List<Violation> violations;

        /** @param violations at least one */
        public InvalidInput(String event, List<Violation> violations) {
            super("invalid-input", "the inputs do not fit event " + event + ": " + told(violations), List.of());
            this.violations = List.copyOf(violations);
        }

        public List<Violation> violations() {
            return violations;
        }

        private static String told(List<Violation> violations) {
            String first =
                    violations.stream().limit(SHOWN).map(Violation::toString).collect(Collectors.joining("; "));
            return violations.size() > SHOWN ? first + "; and " + (violations.size() - SHOWN) + " more" : first;
        }
    }

    /** A block of a script threw, named an illegal room, or lacked an input. */
    public static final class ScriptFailed extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public ScriptFailed(String message, Problem problem) {
            super("script-failed", message, List.of(problem));
        }
    }

    /** A script did not come to an end in time. */
    public static final class TimedOut extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super("timeout", message, List.of());
        }
    }

    /** A script made more objects than one evaluation may. */
    public static final class TooMuchMemory extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public TooMuchMemory(String message) {
            super("memory-limit", message, List.of());
        }
    }

    /** The event was switched off: by hand, or because it ran into its limits again and again. */
    public static final class EventDisabled extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public EventDisabled(String event, boolean isByHand) {
            super(
                    "event-disabled",
                    "the event " + event + " is switched off"
                            + (isByHand ? ": " : ": it ran into its limits again and again; change its script, or ")
                            + "switch it on with POST /api/events/" + event + "/enable",
                    List.of());
        }
    }

    /** The payload is larger than clients are promised. */
    public static final class TooLarge extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super("payload-too-large", message, List.of());
        }
    }

    /** A bound was reached; the same trigger may succeed later. */
    public static final class Overloaded extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public Overloaded(String message) {
            super("overloaded", message, List.of());
        }
    }

    /** The carrier of the cluster is away, and what waits for it has reached its bound. */
    public static final class BackplaneFull extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public BackplaneFull(String message) {
            super("backplane-full", message, List.of());
        }
    }

    /** The key of the trigger was used for another one, with other inputs. */
    public static final class KeyReused extends BroadcastException {
        private static final long serialVersionUID = 1L;

        public KeyReused(String message) {
            super("idempotency-key-reused", message, List.of());
        }
    }
}
