package io.herald.dsl;

import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.OwnClasses;
import io.herald.engine.event.Script;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;

/**
 * The classes of {@code helpers/*.groovy}, compiled together: scripts name them as if they were their own. Immutable.
 *
 * @param helpers as the {@link Linker} sees them, by path
 * @param classes by name
 * @param types what the classes have
 * @param loader of the classes
 */
record HelperClasses(
        Map<String, CompiledScript> helpers,
        Map<String, Class<?>> classes,
        OwnClasses types,
        ClassLoader loader,
        Instant since) {
    static final String FOLDER = "helpers/";

    static final HelperClasses NONE =
            new HelperClasses(Map.of(), Map.of(), OwnClasses.NONE, ScriptUnit.class.getClassLoader(), Instant.EPOCH);

    HelperClasses {
        helpers = Map.copyOf(helpers);
        classes = Map.copyOf(classes);
    }

    /** The texts of the helpers, by path. */
    Map<String, SourceText> sources() {
        return helpers.values().stream().collect(Collectors.toMap(CompiledScript::path, CompiledScript::source));
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
