package io.herald.dsl;

import io.herald.dsl.folder.FolderScan;
import io.herald.dsl.text.SourceText;
import io.herald.engine.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;

/**
 * The classes of the specs that stand beside scripts, {@code *Spec.groovy}, compiled together. Unlike scripts they are a team's own code, with
 * all of Groovy: compile them only for who would run them.
 *
 * @param classes of all specs, and what else their files hold; none when there are problems
 */
public record SpecClasses(List<Class<?>> classes, List<Problem> problems) {
    public SpecClasses {
        classes = List.copyOf(classes);
        problems = List.copyOf(problems);
    }

    /**
     * Compiles all specs of a folder and the folders below it.
     *
     * @throws UncheckedIOException when one can't be read
     */
    public static SpecClasses of(Path folder) {
        Map<String, SourceText> sources = new TreeMap<>();
        FolderScan.specs(folder).forEach(path -> sources.put(path, new SourceText(path, read(folder.resolve(path)))));
        CompilationUnit unit = new CompilationUnit();
        sources.forEach((path, source) -> unit.addSource(path, source.text()));
        try {
            unit.compile(Phases.CLASS_GENERATION);
        } catch (MultipleCompilationErrorsException e) {
            return new SpecClasses(List.of(), ScriptCompiler.problems(name -> named(name, sources), e));
        }
        Map<String, byte[]> bytes = ScriptClassLoader.bytes(unit.getClasses());
        ScriptClassLoader loader = new ScriptClassLoader(SpecClasses.class.getClassLoader(), bytes);
        return new SpecClasses(
                bytes.keySet().stream().<Class<?>>map(loader::load).toList(), List.of());
    }

    private static SourceText named(String name, Map<String, SourceText> sources) {
        return Objects.requireNonNullElseGet(sources.get(name), () -> new SourceText(name, ""));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read: " + FolderScan.reason(e), e);
        }
    }
}
