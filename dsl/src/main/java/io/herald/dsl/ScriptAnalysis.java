package io.herald.dsl;

import io.herald.dsl.flow.ClassFlow;
import io.herald.dsl.flow.ClassShape;
import io.herald.dsl.flow.MethodCalls;
import io.herald.dsl.flow.ModelNames;
import io.herald.dsl.flow.TypeFlow;
import io.herald.dsl.sandbox.Sandbox;
import io.herald.dsl.text.AngleNotation;
import io.herald.dsl.text.SourceText;
import io.herald.dsl.types.Flow;
import io.herald.dsl.types.OwnClasses;
import io.herald.engine.model.Problem;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;

/** What a parsed script says: its declarations first, then the meaning of its names, as far as Groovy could resolve them. One use. */
final class ScriptAnalysis {
    private final SourceText source;
    private final SourceUnit parsed;
    private final Surroundings surroundings;
    private final List<Problem> problems;
    private final ModelNames models;
    private final ScriptShape shape;
    private final TypeFlow flow;
    private final MethodCalls calls;
    private final NameResolver names;
    private final Optional<ClassNode> type;
    private final boolean isHarmless;
    private boolean isResolved;
    private OwnClasses classes = OwnClasses.NONE;

    /** @param problems is given what is found */
    ScriptAnalysis(SourceText source, SourceUnit parsed, Surroundings surroundings, List<Problem> problems) {
        this.source = source;
        this.parsed = parsed;
        this.surroundings = surroundings;
        this.problems = problems;
        Findings findings = new Findings(source, problems);
        this.models = new ModelNames(
                parsed, surroundings.helpers().classes().keySet(), this::shapes, surroundings.isTrusted());
        this.flow = new TypeFlow(models);
        this.calls = new MethodCalls(flow, models);
        this.shape = new ScriptShape(findings, models);
        this.names = new NameResolver(parsed, shape, surroundings.plugins(), flow, calls, findings);
        this.isHarmless = shape.isHarmless(parsed.getAST());
        this.type = shape.reshape(parsed.getAST());
        parsed.getAST().getClasses().stream()
                .filter(each -> surroundings.helpers().classes().containsKey(each.getName()))
                .forEach(each ->
                        findings.add(each, "class " + each.getName() + " is a helper already", "rename one of them"));
    }

    /** What classes of the script and of helpers have, that it may know its values to be of. */
    private OwnClasses shapes() {
        return ClassShape.of(parsed.getAST().getClasses(), source.path())
                .and(surroundings.helpers().types().namedIn(source.text()));
    }

    /** Whether Groovy may go on with the script; if not, that is a problem. */
    boolean isHarmless() {
        return isHarmless;
    }

    /** The script's class; empty when the file holds nothing but classes, or nothing. */
    Optional<ClassNode> type() {
        return type;
    }

    /** Looks at the names and at what the sandbox refuses. Does nothing the second time. */
    void resolve() {
        if (isResolved) {
            return;
        }
        isResolved = true;
        classes = models.classes(); // as they are written: Groovy adds to them
        type.ifPresent(names::resolve);
        new ClassFlow(parsed, flow, calls, models)
                .follow(parsed.getAST().getClasses().stream()
                        .filter(each -> type.filter(each::equals).isEmpty())
                        .toList());
        if (!surroundings.isTrusted()) {
            sandbox().enforce();
        }
    }

    /** As {@link #resolve}, where Groovy found errors: what can be found beside them. */
    void resolveRest() {
        try {
            resolve();
        } catch (MultipleCompilationErrorsException e) {
            // of the same errors, which are told already
        }
    }

    /** Where a problem was found before, that says more than a refusal would. */
    private Sandbox sandbox() {
        List<Problem> before = List.copyOf(problems);
        return new Sandbox(
                parsed,
                type,
                surroundings.helpers().nodes(),
                AngleNotation.HARMLESS_ANNOTATIONS,
                (line, column, message, hint) -> {
                    if (before.stream().noneMatch(found -> found.line() == line && found.column() == column)) {
                        problems.add(source.problem(line, column, message, hint));
                    }
                });
    }

    /** The script as it was read, with its code or without. */
    CompiledScript script(Optional<ScriptUnit> code) {
        return new CompiledScript(
                source,
                ScriptCompiler.version(source.text()),
                code,
                shape.declarations(
                        flow,
                        name -> type.filter(unit -> !unit.getMethods(name).isEmpty())
                                .isPresent()),
                names.uses(),
                new Flow(
                        models.models(),
                        classes,
                        flow.paths(),
                        calls.called(),
                        flow.exits(),
                        !surroundings.isTrusted()));
    }
}
