package io.herald.dsl.sandbox;

import groovy.lang.Closure;
import io.herald.engine.model.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;
import org.codehaus.groovy.runtime.typehandling.NumberMath;
import org.jspecify.annotations.Nullable;

/**
 * What compiled scripts reach members through whose owner only the run time knows: each method does what Groovy does, or throws
 * {@link NotAllowed}. Public for compiled code; not API.
 */
public final class Guarded {
    private static final int MAX_COUNT = 1_000_000;
    private static final int MAX_RANGE = 100_000;
    private static final long MAX_BITS = 1_000_000;

    private Guarded() {}

    // ---- members by name

    /** {@code receiver.name}: a key of a map, of a list the property of each item, else what is allowed. */
    public static @Nullable Object property(@Nullable Object receiver, @Nullable Object named) {
        String name = named instanceof String text ? text : String.valueOf(named);
        if (receiver
                instanceof
                AbstractMap<?, ?> map) { // nearly all are, and a class is quicker to ask for than an interface
            return map.get(name);
        }
        if (receiver instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (receiver == null) {
            throw new NullPointerException("Cannot get property '" + name + "' on null object");
        }
        if (Members.of(receiver.getClass()).properties().contains(name)) {
            return InvokerHelper.getProperty(receiver, name);
        }
        if (receiver instanceof Collection<?> items) {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            for (Object item : items) {
                if (item != null) {
                    values.add(property(item, name));
                }
            }
            return values;
        }
        throw refused(receiver, "property", name);
    }

    /** {@code receiver?.name} */
    public static @Nullable Object propertySafe(@Nullable Object receiver, @Nullable Object name) {
        return receiver == null ? null : property(receiver, name);
    }

    /** {@code receiver*.name} */
    public static @Nullable Object propertyOfEach(@Nullable Object receiver, @Nullable Object name) {
        if (receiver == null) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Object item : items(receiver)) {
            values.add(propertySafe(item, name));
        }
        return values;
    }

    /** {@code receiver.name = value} */
    public static @Nullable Object setProperty(
            @Nullable Object receiver, @Nullable Object named, @Nullable Object value) {
        String name = String.valueOf(named);
        if (receiver instanceof Map<?, ?>) {
            return put(receiver, name, value);
        }
        if (receiver == null) {
            throw new NullPointerException("Cannot set property '" + name + "' on null object");
        }
        if (!(receiver instanceof Own)
                || !Members.of(receiver.getClass()).properties().contains(name)) {
            throw refused(receiver, "property to set", name);
        }
        InvokerHelper.setProperty(receiver, name, value);
        return value;
    }

    /** The receiver of a call of this method; null is left to Groovy. */
    public static @Nullable Object receiver(@Nullable Object receiver, String method) {
        if (receiver != null && !Members.of(receiver.getClass()).methods().contains(method)) {
            throw refused(receiver, "method", method);
        }
        return receiver;
    }

    /** The receivers of {@code receiver*.method()}: a copy, so that what is called is what was looked at. */
    public static @Nullable Object receivers(@Nullable Object receiver, String method) {
        if (receiver == null) {
            return null;
        }
        List<@Nullable Object> items = items(receiver);
        items.forEach(item -> receiver(item, method));
        return items;
    }

    private static List<@Nullable Object> items(Object receiver) {
        if (receiver instanceof Collection<?> items) {
            return new ArrayList<>(items);
        }
        if (receiver instanceof Map<?, ?> map) {
            return new ArrayList<>(map.entrySet());
        }
        return receiver instanceof Object[] items
                ? new ArrayList<>(Arrays.asList(items))
                : new ArrayList<>(Collections.singletonList(receiver));
    }

    // ---- members by index

    /** {@code receiver[key]} */
    public static @Nullable Object at(@Nullable Object receiver, @Nullable Object key) {
        if (receiver instanceof Map<?, ?> map) {
            return map.get(key);
        }
        if (receiver instanceof List<?> list && key instanceof Integer index) {
            return DefaultGroovyMethods.getAt(list, index);
        }
        if (receiver != null && key instanceof CharSequence) {
            return property(receiver, key);
        }
        if (receiver != null) {
            known(receiver);
        }
        return InvokerHelper.invokeMethod(receiver, "getAt", key);
    }

    /** {@code receiver?[key]} */
    public static @Nullable Object atSafe(@Nullable Object receiver, @Nullable Object key) {
        return receiver == null ? null : at(receiver, key);
    }

    /** {@code receiver[key] = value} */
    public static @Nullable Object setAt(@Nullable Object receiver, @Nullable Object key, @Nullable Object value) {
        if (receiver instanceof Map<?, ?>) {
            return put(receiver, key, value);
        }
        if (receiver != null && key instanceof CharSequence) {
            return setProperty(receiver, key, value);
        }
        if (receiver != null) {
            known(receiver);
        }
        if (receiver instanceof List<?> list && key instanceof Integer index && index > list.size() + MAX_COUNT) {
            throw new NotAllowed("an index of at most " + (list.size() + MAX_COUNT) + " may be set, not " + index);
        }
        InvokerHelper.invokeMethod(receiver, "putAt", new Object[] {key, value});
        return value;
    }

    @SuppressWarnings("unchecked") // as unchecked as Groovy
    private static @Nullable Object put(Object map, @Nullable Object key, @Nullable Object value) {
        ((Map<@Nullable Object, @Nullable Object>) map).put(key, value);
        return value;
    }

    private static void known(Object receiver) {
        if (Members.of(receiver.getClass()).methods().isEmpty()) {
            throw refused(receiver, "method", "getAt");
        }
    }

    // ---- counting on: what ++ and -- do to a member

    /** {@code receiver.name++} and the like. */
    public static @Nullable Object countProperty(
            @Nullable Object receiver, @Nullable Object name, String method, boolean isPrefix) {
        Object before = property(receiver, name);
        Object after = setProperty(receiver, name, InvokerHelper.invokeMethod(receiver(before, method), method, null));
        return isPrefix ? after : before;
    }

    /** {@code receiver[key]++} and the like. */
    public static @Nullable Object countAt(
            @Nullable Object receiver, @Nullable Object key, String method, boolean isPrefix) {
        Object before = at(receiver, key);
        Object after = setAt(receiver, key, InvokerHelper.invokeMethod(receiver(before, method), method, null));
        return isPrefix ? after : before;
    }

    // ---- what is bounded, for no interruption ends it

    /** A size that a script asks for. */
    public static @Nullable Object count(@Nullable Object size) {
        if (size instanceof Number number && Math.abs(number.doubleValue()) > MAX_COUNT) {
            throw new NotAllowed("a size of at most " + MAX_COUNT + " is allowed, not " + size);
        }
        return size;
    }

    /** {@code from..to} */
    public static Object range(
            @Nullable Object from, @Nullable Object to, boolean exclusiveLeft, boolean exclusiveRight)
            throws Throwable {
        if (from instanceof Number first
                && to instanceof Number last
                && Math.abs(first.doubleValue() - last.doubleValue()) > MAX_RANGE) {
            throw new NotAllowed("a range of at most " + MAX_RANGE + " is allowed, not " + from + ".." + to);
        }
        if (from instanceof CharSequence first
                && to instanceof CharSequence last
                && first.length() + last.length() > 2) {
            throw new NotAllowed("a range of texts is one of single characters, not " + Text.quote(from + ".." + to));
        }
        return ScriptBytecodeAdapter.createRange(from, to, exclusiveLeft, exclusiveRight);
    }

    /** {@code left * right} */
    public static @Nullable Object multiply(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            if (bits(a) + bits(b) > MAX_BITS) {
                throw new NotAllowed("a product of at most " + MAX_BITS + " bits is allowed");
            }
            return NumberMath.multiply(a, b);
        }
        return InvokerHelper.invokeMethod(left, "multiply", count(right));
    }

    /** {@code left ** right} */
    public static @Nullable Object power(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a
                && right instanceof Number b
                && Math.abs(b.doubleValue()) * Math.max(1, bits(a)) > MAX_BITS) {
            throw new NotAllowed(
                    "a power of at most " + MAX_BITS + " bits is allowed, not " + Text.quote(a + " ** " + b));
        }
        return InvokerHelper.invokeMethod(receiver(left, "toLong"), "power", right);
    }

    private static long bits(Number number) {
        if (number instanceof BigInteger big) {
            return big.bitLength();
        }
        if (number instanceof BigDecimal big) {
            return big.unscaledValue().bitLength() + 4L * Math.abs((long) big.scale());
        }
        return 64L - Long.numberOfLeadingZeros(Math.abs(number.longValue()));
    }

    // ---- conversions, exceptions, constants

    /** What is converted to a type that is no map: from a map or a closure Groovy would build a class. */
    public static @Nullable Object convertible(@Nullable Object value) {
        if (value instanceof Map || value instanceof Closure) {
            throw new NotAllowed(
                    "a " + (value instanceof Map ? "map" : "closure") + " can't become an object of a class by 'as'");
        }
        return value;
    }

    /** What a script caught, if it may: not the end of its time or memory, and not the sandbox's own word. */
    public static void caught(Throwable thrown) throws Throwable {
        if (thrown instanceof NotAllowed || thrown instanceof InterruptedException || thrown instanceof Error) {
            throw thrown;
        }
    }

    /** A constant's value, as all evaluations may share it. */
    public static @Nullable Object constant(@Nullable Object value) {
        return Constants.frozen(value);
    }

    private static NotAllowed refused(Object receiver, String kind, String name) {
        String type =
                receiver instanceof Closure ? "Closure" : receiver.getClass().getSimpleName();
        return new NotAllowed(type + " has no " + kind + " '" + name + "' that scripts may use");
    }
}
