package io.herald.dsl;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyRuntimeException;
import io.herald.dsl.flow.Ast;
import io.herald.dsl.flow.ClassFlow;
import io.herald.dsl.flow.ClassShape;
import io.herald.dsl.flow.ModelNames;
import io.herald.dsl.sandbox.Sandbox;
import io.herald.dsl.text.AngleNotation;
import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.Flow;
import io.herald.dsl.types.OwnClasses;
import io.herald.engine.model.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/** Compiles all helpers together, for they may use each other. One use. */
final class HelperCompiler {
    private final Map<String, SourceText> sources;
    private final Surroundings surroundings;
    private final Map<SourceUnit, SourceText> units = new HashMap<>();
    private final Map<String, CompiledScript> helpers = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable OwnClasses types;

    /** @param classes empty when there are problems */
    record Compilation(Optional<HelperClasses> classes, List<Problem> problems) {}

    private HelperCompiler(Map<String, SourceText> sources, Surroundings surroundings) {
        this.sources = sources;
        this.surroundings = surroundings;
    }

    /** From the cache, if they are there. */
    static Compilation compile(Map<String, SourceText> sources, Surroundings surroundings, Instant now) {
        Optional<HelperClasses> known = CompiledCache.findHelpers(sources, surroundings, now);
        if (known.isPresent()) {
            return new Compilation(known, List.of());
        }
        HelperCompiler compiler = new HelperCompiler(sources, surroundings);
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
                look(unit, all);
                if (!surroundings.isTrusted()) {
                    unit.addPhaseOperation(
                            (SourceUnit each) -> sandbox(each, all).enforce(), Phases.SEMANTIC_ANALYSIS);
                }
                unit.compile(Phases.SEMANTIC_ANALYSIS);
            }
            if (problems.isEmpty()) {
                unit.compile(Phases.CLASS_GENERATION);
                HelperCode code = new HelperCode(helpers, types(), ScriptClassLoader.bytes(unit.getClasses()));
                HelperClasses loaded = code.load(now);
                units.forEach(
                        (each, source) -> each.getAST().getClasses().forEach(type -> initialize(type, loaded, source)));
                if (problems.isEmpty()) {
                    CompiledCache.keepHelpers(code, surroundings);
                }
                return Optional.of(loaded);
            }
        } catch (MultipleCompilationErrorsException e) {
            problems.addAll(ScriptCompiler.problems(this::source, e));
        } catch (GroovyRuntimeException | LinkageError | StackOverflowError e) {
            problems.add(new Problem(
                    HelperClasses.FOLDER, 0, 0, "the helpers can't be compiled: " + Failures.said(e), "", ""));
        }
        return Optional.empty();
    }

    /** Tells models from classes now, and follows their values once Groovy has resolved the rest. */
    private void look(CompilationUnit unit, List<ClassNode> all) {
        Set<String> names = all.stream().map(ClassNode::getName).collect(Collectors.toSet());
        Map<SourceUnit, ModelNames> models = new HashMap<>();
        units.forEach((each, source) -> {
            ModelNames ofHelper =
                    new ModelNames(each, names, () -> types().namedIn(source.text()), surroundings.isTrusted());
            each.getAST().getClasses().forEach(ofHelper::visitClass);
            models.put(each, ofHelper);
        });
        unit.addPhaseOperation(
                (SourceUnit each) -> {
                    SourceText source = source(each.getName());
                    Flow flow = ClassFlow.of(each, Objects.requireNonNull(models.get(each)));
                    helpers.put(source.path(), CompiledScript.ofHelper(source, flow));
                },
                Phases.SEMANTIC_ANALYSIS);
    }

    /** What all classes have, once Groovy has resolved what they name. */
    private OwnClasses types() {
        if (types == null) {
            types = units.entrySet().stream()
                    .map(unit -> ClassShape.of(
                            unit.getKey().getAST().getClasses(), unit.getValue().path()))
                    .reduce(OwnClasses.NONE, OwnClasses::and);
        }
        return types;
    }

    private void add(SourceText source, CompilationUnit unit) {
        Optional<Problem> unreadable = ScriptCompiler.unreadable(source);
        unreadable.ifPresent(problems::add);
        if (unreadable.isEmpty()) {
            AngleNotation.Rewritten rewritten = AngleNotation.toBraces(source);
            problems.addAll(rewritten.problems());
            Parsed.unreadable(rewritten).ifPresent(problems::add);
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
    private void initialize(ClassNode type, HelperClasses loaded, SourceText source) {
        try {
            loaded.initialize(type.getName());
        } catch (ExceptionInInitializerError e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            problems.add(source.problem(
                    Ast.place(type),
                    "a constant of class " + type.getName() + " failed: " + Failures.said(thrown),
                    ""));
        }
    }
}
