package io.herald.dsl;

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
 * @param sources of the helpers, by path
 * @param classes by name
 * @param loader of the classes
 */
record HelperClasses(
        Map<String, SourceText> sources, Map<String, Class<?>> classes, ClassLoader loader, Instant since) {
    static final String FOLDER = "helpers/";

    static final HelperClasses NONE =
            new HelperClasses(Map.of(), Map.of(), ScriptUnit.class.getClassLoader(), Instant.EPOCH);

    HelperClasses {
        sources = Map.copyOf(sources);
        classes = Map.copyOf(classes);
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
        return new TreeMap<>(sources)
                .values().stream()
                        .map(source -> new Script(
                                source.path(),
                                ScriptCompiler.version(source.text()),
                                since,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()))
                        .toList();
    }
}
