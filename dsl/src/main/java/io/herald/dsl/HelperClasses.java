package io.herald.dsl;

import io.herald.engine.event.Script;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;

/**
 * The classes of {@code helpers/*.groovy}, compiled together: scripts name them as if they were their own. Immutable.
 *
 * @param helpers as the {@link Linker} sees them, by path
 * @param classes by name
 * @param signatures of the classes' methods that tell of models, by {@link #key}
 * @param loader of the classes
 */
record HelperClasses(
        Map<String, CompiledScript> helpers,
        Map<String, Class<?>> classes,
        Map<String, Signature> signatures,
        ClassLoader loader,
        Instant since) {
    static final String FOLDER = "helpers/";

    static final HelperClasses NONE =
            new HelperClasses(Map.of(), Map.of(), Map.of(), ScriptUnit.class.getClassLoader(), Instant.EPOCH);

    HelperClasses {
        helpers = Map.copyOf(helpers);
        classes = Map.copyOf(classes);
        signatures = Map.copyOf(signatures);
    }

    /** The texts of the helpers, by path. */
    Map<String, SourceText> sources() {
        return helpers.values().stream().collect(Collectors.toMap(CompiledScript::path, CompiledScript::source));
    }

    /** Which method it is of all methods of all helpers: the same before it is compiled and after. */
    static String key(MethodNode method) {
        return method.getDeclaringClass().getName() + " " + method.getTypeDescriptor();
    }

    /** What a method takes and returns, where that is known better than its class tells. */
    Optional<Signature> signature(MethodNode method) {
        return Optional.ofNullable(signatures.get(key(method)));
    }

    /**
     * Gives a class's constants their values now.
     *
     * @throws ExceptionInInitializerError when that fails
     */
    void initialize(String name) {
        try {
            Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class that was just defined is not there", e);
        }
    }

    static boolean isHelper(String path) {
        return path.startsWith(FOLDER);
    }

    /** Whether a script that says this may use one of the classes: it is compiled anew when they change. */
    boolean areNamedIn(String text) {
        return !classes.isEmpty()
                && Pattern.compile("\\b(?:"
                                + classes.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"))
                                + ")\\b")
                        .matcher(text)
                        .find();
    }

    /** What the classes of a script with this text are loaded by. */
    ClassLoader loaderFor(String text) {
        return areNamedIn(text) ? loader : NONE.loader();
    }

    List<ClassNode> nodes() {
        return classes.values().stream().map(ClassHelper::make).toList();
    }

    /** As the catalog lists them. */
    List<Script> scripts() {
        return new TreeMap<>(helpers)
                .values().stream()
                        .map(helper -> new Script(
                                helper.path(), helper.version(), since, List.of(), List.of(), List.of(), List.of()))
                        .toList();
    }
}
