package io.herald.dsl;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyRuntimeException;
import io.herald.dsl.sandbox.Sandbox;
import io.herald.engine.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/** Compiles all helpers together, for they may use each other. One use. */
final class HelperCompiler {
    private final Map<String, SourceText> sources;
    private final boolean isTrusted;
    private final Map<SourceUnit, SourceText> units = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param classes empty when there are problems */
    record Compilation(Optional<HelperClasses> classes, List<Problem> problems) {}

    private HelperCompiler(Map<String, SourceText> sources, boolean isTrusted) {
        this.sources = sources;
        this.isTrusted = isTrusted;
    }

    static Compilation compile(Map<String, SourceText> sources, boolean isTrusted, Instant now) {
        HelperCompiler compiler = new HelperCompiler(sources, isTrusted);
        Optional<HelperClasses> classes = compiler.compile(now);
        return new Compilation(classes.filter(any -> compiler.problems.isEmpty()), compiler.problems);
    }

    private Optional<HelperClasses> compile(Instant now) {
        CompilationUnit unit = new CompilationUnit(
                ScriptCompiler.configuration(), null, new GroovyClassLoader(ScriptUnit.class.getClassLoader()));
        sources.values().forEach(source -> add(source, unit));
        try {
            if (problems.isEmpty()) {
                unit.compile(Phases.CONVERSION);
                units.forEach((sourceUnit, source) -> shape(sourceUnit.getAST(), source));
            }
            if (problems.isEmpty()) {
                List<ClassNode> all = units.keySet().stream()
                        .flatMap(each -> each.getAST().getClasses().stream())
                        .toList();
                if (!isTrusted) {
                    unit.addPhaseOperation(
                            (SourceUnit each) -> sandbox(each, all).enforce(), Phases.SEMANTIC_ANALYSIS);
                }
                unit.compile(Phases.SEMANTIC_ANALYSIS);
            }
            if (problems.isEmpty()) {
                unit.compile(Phases.CLASS_GENERATION);
                Map<String, byte[]> bytes = ScriptClassLoader.bytes(unit.getClasses());
                ScriptClassLoader loader = new ScriptClassLoader(ScriptUnit.class.getClassLoader(), bytes);
                Map<String, Class<?>> classes = new HashMap<>();
                bytes.keySet().forEach(name -> classes.put(name, loader.load(name)));
                units.forEach((each, source) ->
                        each.getAST().getClasses().forEach(type -> initialize(type, classes, source)));
                return Optional.of(new HelperClasses(sources, classes, loader, now));
            }
        } catch (MultipleCompilationErrorsException e) {
            problems.addAll(ScriptCompiler.problems(this::source, e));
        } catch (GroovyRuntimeException | LinkageError | StackOverflowError e) {
            problems.add(new Problem(
                    HelperClasses.FOLDER, 0, 0, "the helpers can't be compiled: " + Failures.said(e), "", ""));
        }
        return Optional.empty();
    }

    private void add(SourceText source, CompilationUnit unit) {
        Optional<Problem> unreadable = ScriptCompiler.unreadable(source);
        unreadable.ifPresent(problems::add);
        if (unreadable.isEmpty()) {
            AngleNotation.Rewritten rewritten = AngleNotation.toBraces(source);
            problems.addAll(rewritten.problems());
            units.put(unit.addSource(ScriptCompiler.sourceName(source.path()), rewritten.text()), source);
        }
    }

    /** A helper is made of classes that scripts can tell from inputs, and of nothing else. */
    private void shape(ModuleNode module, SourceText source) {
        for (ClassNode type : module.getClasses()) {
            if (type.isScript()) {
                problems.add(source.problem(
                        0, 0, "a helper holds classes and enums, and nothing else", "put the rest into a class"));
            } else if (!Character.isUpperCase(type.getNameWithoutPackage().charAt(0))) {
                problems.add(source.problem(
                        Ast.place(type),
                        "the name of the class '" + type.getNameWithoutPackage() + "' must begin with a capital",
                        "rename it"));
            }
        }
    }

    private Sandbox sandbox(SourceUnit unit, Collection<ClassNode> all) {
        SourceText source = source(unit.getName());
        return new Sandbox(
                unit,
                Optional.empty(),
                all,
                AngleNotation.HARMLESS_ANNOTATIONS,
                (line, column, message, hint) -> problems.add(source.problem(line, column, message, hint)));
    }

    private SourceText source(String name) {
        return units.entrySet().stream()
                .filter(unit -> unit.getKey().getName().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new SourceText(HelperClasses.FOLDER, ""));
    }

    /** Gives its constants their values now, so that a failure is a problem of the load. */
    private void initialize(ClassNode type, Map<String, Class<?>> classes, SourceText source) {
        try {
            Class<?> defined = Objects.requireNonNull(classes.get(type.getName()));
            Class.forName(type.getName(), true, defined.getClassLoader());
        } catch (ExceptionInInitializerError e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            problems.add(source.problem(
                    Ast.place(type),
                    "a constant of class " + type.getName() + " failed: " + Failures.said(thrown),
                    ""));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class that was just defined is not there", e);
        }
    }
}
