package io.herald.dsl.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What code of scripts may touch of the JDK and of Groovy, as {@code allowed.txt} says. Immutable. */
final class AllowList {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double", "void");
    private static final Set<String> OF_EVERY_OBJECT =
            Arrays.stream(Object.class.getMethods()).map(Method::getName).collect(Collectors.toUnmodifiableSet());

    static final AllowList DEFAULT = read("allowed.txt"); // after what reading needs

    private final Map<String, Entry> entries;
    private final Set<String> methods;

    /**
     * What is allowed of one class.
     *
     * @param statics names of methods and fields
     * @param methods of instances
     */
    private record Entry(@Nullable Class<?> type, boolean isBuilt, Set<String> statics, Set<String> methods) {
        Entry with(String word, List<String> names) {
            switch (word) {
                case "new" -> {
                    return new Entry(type, true, statics, methods);
                }
                case "static" -> names.forEach(name -> statics.addAll(members(name, true)));
                case "has" -> names.forEach(name -> methods.addAll(members(name, false)));
                default -> throw new IllegalArgumentException("'" + word + "' is none of: type, new, static, has");
            }
            return this;
        }

        private Set<String> members(String name, boolean isStatic) {
            if (type == null || !name.equals("*")) {
                return Set.of(name);
            }
            Stream<Member> fields = isStatic ? Arrays.stream(type.getFields()) : Stream.empty();
            return Stream.concat(Arrays.stream(type.getMethods()), fields)
                    .filter(member -> Modifier.isStatic(member.getModifiers()) == isStatic)
                    .map(Member::getName)
                    .filter(member -> !OF_EVERY_OBJECT.contains(member) && !member.equals("getDeclaringClass"))
                    .collect(Collectors.toSet());
        }
    }

    private AllowList(Map<String, Entry> entries) {
        this.entries = entries;
        this.methods = entries.values().stream()
                .flatMap(entry -> entry.methods().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Names of the classes. */
    Set<String> names() {
        return entries.keySet();
    }

    /** Whether scripts may name the class. */
    boolean allows(String type) {
        return entries.containsKey(type);
    }

    boolean allowsNew(String type) {
        Entry entry = entries.get(type);
        return entry != null && entry.isBuilt();
    }

    boolean allowsStatic(String type, String member) {
        Entry entry = entries.get(type);
        return entry != null && entry.statics().contains(member);
    }

    Set<String> statics(String type) {
        Entry entry = entries.get(type);
        return entry == null ? Set.of() : entry.statics();
    }

    /** Methods of instances that stand under the class itself. */
    Set<String> listed(String type) {
        Entry entry = entries.get(type);
        return entry == null ? Set.of() : entry.methods();
    }

    /** Names of methods that some class allows. */
    Set<String> methods() {
        return methods;
    }

    /** What may be called on an object of the class; empty when nothing of it is on the list but that it is an object. */
    Optional<Set<String>> methods(Class<?> type) {
        Set<String> found = new HashSet<>();
        boolean isKnown = false;
        for (Entry entry : entries.values()) {
            if (entry.type() != null && entry.type().isAssignableFrom(type)) {
                found.addAll(entry.methods());
                isKnown |= entry.type() != Object.class;
            }
        }
        return isKnown ? Optional.of(found) : Optional.empty();
    }

    /** What may be called on any object that scripts may touch at all. */
    Set<String> ofEveryObject() {
        return listed("java.lang.Object");
    }

    /** The class, and those of the list that are below it. */
    List<Class<?>> classes(Class<?> type) {
        Stream<@Nullable Class<?>> listed = entries.values().stream().map(Entry::type);
        return Stream.concat(Stream.of(type), listed.filter(each -> each != null && type.isAssignableFrom(each)))
                .distinct()
                .toList();
    }

    Optional<Class<?>> type(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::type);
    }

    private static AllowList read(String resource) {
        try (InputStream in = AllowList.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AllowList parse(List<String> lines) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String type = "";
        for (String line : lines) {
            List<String> words = List.of(line.strip().split("\\s+"));
            List<String> names = words.subList(1, words.size());
            if (words.get(0).isEmpty() || words.get(0).startsWith("#")) {
                continue;
            }
            if (words.get(0).equals("type")) {
                type = names.get(0);
                entries.put(type, new Entry(load(type), false, new HashSet<>(), new HashSet<>()));
                continue;
            }
            Entry entry = entries.get(type);
            if (entry == null) {
                throw new IllegalArgumentException("'" + line + "' stands under no type");
            }
            entries.put(type, entry.with(words.get(0), names));
        }
        return new AllowList(entries);
    }

    private static @Nullable Class<?> load(String name) {
        if (PRIMITIVES.contains(name)) {
            return null;
        }
        try {
            return Class.forName(name, false, AllowList.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + name, e);
        }
    }
}
