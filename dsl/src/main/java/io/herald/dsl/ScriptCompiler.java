package io.herald.dsl;

import groovy.lang.GroovyRuntimeException;
import io.herald.dsl.text.AngleNotation;
import io.herald.dsl.text.SourceText;
import io.herald.engine.model.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/**
 * Compiles one script into a class, by itself: what it calls of other scripts is noted and left to the {@link Linker}, so that its outcome
 * depends on its text, the helpers and the plugins alone. Runs the script's top level once.
 */
final class ScriptCompiler {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final Set<String> NOT_OF_SCRIPTS =
            Set.of("groovy.grape.GrabAnnotationTransformation", "org.spockframework.compiler.SpockTransform");
    private static final String NO_CLASS =
            "a model is no class for 'as', 'instanceof' or 'new': declare what is a model, as in"
                    + " 'Chat chat = …', and write a map for a new one";

    private ScriptCompiler() {}

    /**
     * What came of a script.
     *
     * @param script empty when there are problems
     * @param draft what could be read of it then, without code; empty when that is nothing
     */
    record Compilation(Optional<CompiledScript> script, List<Problem> problems, Optional<CompiledScript> draft) {
        static Compilation of(CompiledScript script) {
            return new Compilation(Optional.of(script), List.of(), Optional.empty());
        }

        static Compilation failed(List<Problem> problems) {
            return new Compilation(Optional.empty(), List.copyOf(problems), Optional.empty());
        }
    }

    /** From the cache, if it is there. */
    static Compilation compile(SourceText source, Surroundings surroundings) {
        return CompiledCache.find(source, surroundings)
                .map(Compilation::of)
                .orElseGet(() -> compileAnew(source, surroundings, true));
    }

    /**
     * Compiles what will probably be asked for, and leaves it to the cache. Runs none of it; nothing happens where a compiler might, for the
     * script is trusted.
     */
    static void compileAhead(SourceText source, Surroundings surroundings) {
        if (!surroundings.isTrusted() && !CompiledCache.has(source, surroundings)) {
            compileAnew(source, surroundings, false);
        }
    }

    /** Compiles once more, for nothing but the practice; runs none of it, and nothing happens where a compiler might. */
    static void rehearse(SourceText source, Surroundings surroundings) {
        if (!surroundings.isTrusted()) {
            var unused = compileAnew(source, surroundings.uncached(), false);
        }
    }

    private static Compilation compileAnew(SourceText source, Surroundings surroundings, boolean runs) {
        Optional<Problem> unreadable = unreadable(source);
        if (unreadable.isPresent()) {
            return Compilation.failed(List.of(unreadable.get()));
        }
        AngleNotation.Rewritten rewritten = AngleNotation.toBraces(source);
        if (!rewritten.problems().isEmpty()) {
            return Compilation.failed(rewritten.problems());
        }
        Optional<Problem> untold = Parsed.unreadable(rewritten);
        if (untold.isPresent()) {
            return Compilation.failed(List.of(untold.get()));
        }
        try {
            return compile(source, rewritten.text(), surroundings, runs);
        } catch (StackOverflowError e) {
            return Compilation.failed(
                    List.of(source.problem(1, 1, "brackets or operators are nested too deep to compile", "split it")));
        }
    }

    static Optional<Problem> unreadable(SourceText source) {
        int length = source.text().length();
        if (length > MAX_CHARACTERS) {
            return Optional.of(source.problem(
                    0, 0, "has " + length + " characters; at most " + MAX_CHARACTERS + " are read", "split it"));
        }
        int binary = source.text().indexOf('\0');
        return binary < 0
                ? Optional.empty()
                : Optional.of(new Problem(
                        source.path(), 0, 0, "is no text: it holds a NUL character", "save it as UTF-8 text", ""));
    }

    /** @param runs whether the top level runs, so that there is a unit */
    private static Compilation compile(SourceText source, String braces, Surroundings surroundings, boolean runs) {
        List<Problem> problems = new ArrayList<>();
        ClassLoader parent = surroundings.helpers().loaderFor(source.text());
        Parsed parsed;
        try {
            parsed = Parsed.of(source.path(), braces, parent);
        } catch (MultipleCompilationErrorsException e) {
            return Compilation.failed(SyntaxErrors.of(source, braces, e));
        }
        CompilationUnit unit = parsed.unit();
        ScriptAnalysis analysis = new ScriptAnalysis(source, parsed.source(), surroundings, problems);
        if (!analysis.isHarmless()) {
            return Compilation.failed(problems);
        }
        unit.addPhaseOperation((SourceUnit ignored) -> analysis.resolve(), Phases.SEMANTIC_ANALYSIS);
        try {
            unit.compile(Phases.SEMANTIC_ANALYSIS);
            if (problems.isEmpty()) {
                unit.compile(Phases.CLASS_GENERATION);
                Map<String, byte[]> classes = ScriptClassLoader.bytes(unit.getClasses());
                Optional<String> main = analysis.type().map(ClassNode::getName);
                CompiledScript script = analysis.script(main.filter(name -> runs)
                        .map(name -> TopLevel.run(source, new ScriptClassLoader(parent, classes).unit(name))));
                CompiledCache.keep(script, main, classes, surroundings);
                return Compilation.of(script);
            }
        } catch (MultipleCompilationErrorsException e) {
            problems.addAll(problems(path -> source, e));
            analysis.resolveRest();
        } catch (TopLevel.Failed e) {
            problems.add(e.problem());
        } catch (GroovyRuntimeException | LinkageError e) {
            problems.add(source.problem(1, 0, "can't be compiled: " + Failures.firstLine(e), ""));
        }
        return new Compilation(Optional.empty(), List.copyOf(problems), Optional.of(analysis.script(Optional.empty())));
    }

    static CompilerConfiguration configuration() {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setTargetBytecode(CompilerConfiguration.JDK17);
        configuration.setTolerance(20); // errors, so that all of a file's are shown together
        configuration.setDisabledGlobalASTTransformations(NOT_OF_SCRIPTS);
        configuration.addCompilationCustomizers(new CompilationCustomizer(CompilePhase.CANONICALIZATION) {
            @Override
            public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
                new CheckPoints(source).visitClass(type);
            }
        });
        return configuration;
    }

    /** @param sources by the name that the compiler was given for each */
    static List<Problem> problems(Function<String, SourceText> sources, MultipleCompilationErrorsException failure) {
        List<Problem> problems = new ArrayList<>();
        failure.getErrorCollector().getErrors().forEach(error -> {
            if (error instanceof SyntaxErrorMessage message) {
                SourceText source =
                        sources.apply(String.valueOf(message.getCause().getSourceLocator()));
                int line = message.getCause().getLine();
                int column = message.getCause().getStartColumn();
                String told = Failures.plain(message.getCause().getOriginalMessage());
                String hint = told.startsWith("unable to resolve class") ? NO_CLASS : "";
                problems.add(source.problem(line, column, told, hint));
            } else {
                problems.add(sources.apply("").problem(1, 0, "can't be compiled: " + Failures.firstLine(failure), ""));
            }
        });
        return problems;
    }

    /**
     * The name of the compiled file, as stack traces tell it. Groovy names the script's class after it, and that name must not be one that
     * scripts use: in {@code chat.groovy}, {@code chat} is an input.
     */
    static String sourceName(String path) {
        String name = (HelperClasses.isHelper(path) ? path : path.substring(path.lastIndexOf('/') + 1))
                .replaceFirst("\\.groovy$", "");
        return "Script_" + name.replaceAll("[^A-Za-z0-9]", "_") + ".groovy";
    }

    static String version(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
