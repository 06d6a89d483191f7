package io.herald.dsl;

import static io.herald.dsl.flow.Ast.arguments;
import static io.herald.dsl.flow.Ast.expression;
import static io.herald.dsl.flow.Ast.names;
import static io.herald.dsl.flow.Ast.parameters;
import static io.herald.dsl.flow.Ast.place;
import static org.codehaus.groovy.ast.ClassHelper.VOID_TYPE;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.flow.Exits;
import io.herald.dsl.flow.ModelNames;
import io.herald.dsl.flow.TypeFlow;
import io.herald.dsl.text.AngleNotation;
import io.herald.dsl.text.Word;
import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Place;
import io.herald.engine.model.Names;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * Gives a parsed script its shape: the class that Groovy made of it becomes a {@link ScriptUnit} whose methods are the script's blocks and
 * helper methods, and whose static fields are its constants. One use.
 */
final class ScriptShape {
    /** The parameter of a block's method that holds the trigger's inputs. */
    static final String INPUTS = "$inputs";

    /** The method that holds what else stands at the script's top level. */
    static final String TOP_LEVEL = "$topLevel";

    private static final List<String> KINDS = Word.names(Word.Where.FILE);

    private final Findings findings;
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();
    private final Map<String, List<ShapeField.Written>> shapes = new HashMap<>();
    private final ModelShape models;
    private final EventShape events;
    private final ExampleShape examples;
    private final RoomShape rooms;
    private final ModelNames names;

    /** @param names what code names of models */
    ScriptShape(Findings findings, ModelNames names) {
        this.findings = findings;
        this.models = new ModelShape(findings);
        this.events = new EventShape(findings, models);
        this.examples = new ExampleShape(findings);
        this.rooms = new RoomShape(findings, names);
        this.names = names;
    }

    List<Declaration> declarations() {
        return declarations;
    }

    /** Them, with what is known of the fields of resources, once the code was followed. */
    List<Declaration> declarations(TypeFlow flow, Predicate<String> isOwn) {
        return declarations.stream()
                .map(each -> each instanceof Declaration.Resource resource && shapes.containsKey(each.name())
                        ? resource.with(shapes.get(each.name()).stream()
                                .map(field -> field.known(flow, isOwn))
                                .toList())
                        : each)
                .toList();
    }

    /** Names of the script's constants: what blocks may read and not write. */
    List<String> constants() {
        return constants;
    }

    /** The inputs that the event of this method declares; empty when it declares none, or the method is no event's. */
    Optional<Fields> inputs(MethodNode method) {
        return events.inputs(method);
    }

    /** Whether the harmless annotations are what they look like: others run code as soon as Groovy resolves them. */
    boolean isHarmless(ModuleNode module) {
        List<ImportNode> renamed = Stream.concat(
                        module.getImports().stream(), module.getStaticImports().values().stream())
                .filter(alias -> AngleNotation.HARMLESS_ANNOTATIONS.contains(alias.getAlias()))
                .toList();
        renamed.forEach(alias -> findings.add(
                alias,
                "'" + alias.getAlias() + "' can't be the name of something else",
                "import it under another name"));
        return renamed.isEmpty();
    }

    /** Returns the script's class; empty when the file holds nothing but classes, or nothing. */
    Optional<ClassNode> reshape(ModuleNode module) {
        Optional<ClassNode> script =
                module.getClasses().stream().filter(ClassNode::isScript).findFirst();
        script.ifPresent(type -> {
            List<Statement> statements = List.copyOf(module.getStatementBlock().getStatements());
            becomeUnit(type);
            BlockMethods methods = new BlockMethods(type);
            BlockStatement topLevel = new BlockStatement();
            statements.forEach(statement -> topLevel(statement, methods, topLevel));
            methods.addRun();
            type.addMethod(
                    TOP_LEVEL, Modifier.PUBLIC, VOID_TYPE, Parameter.EMPTY_ARRAY, ClassNode.EMPTY_ARRAY, topLevel);
        });
        module.getClasses().forEach(names::visitClass);
        return script;
    }

    private static void becomeUnit(ClassNode type) {
        List.copyOf(type.getMethods()).stream()
                .filter(method -> method.isScriptBody()
                        || method.getName().equals("main")
                        || (method.getName().equals("run") && method.getParameters().length == 0))
                .forEach(type::removeMethod);
        type.getMethods().forEach(method -> method.setModifiers(method.getModifiers() & ~Modifier.STATIC));
        type.getDeclaredConstructors().clear();
        type.setSuperClass(ClassHelper.make(ScriptUnit.class));
        type.setScript(false);
        type.setScriptBody(false);
    }

    private void topLevel(Statement statement, BlockMethods methods, BlockStatement rest) {
        Expression expression = expression(statement);
        if (expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && KINDS.contains(call.getMethodAsString())) {
            declaration(call, methods);
        } else if (expression instanceof MethodCallExpression call && looksLikeDeclaration(call)) {
            String word = call.getMethodAsString();
            findings.add(
                    call,
                    "unknown word '" + word + "'",
                    Names.meant(word, KINDS, "a script declares: " + String.join(", ", KINDS)));
        } else if (expression instanceof DeclarationExpression constant
                && !constant.isMultipleAssignmentDeclaration()) {
            constant(constant.getVariableExpression(), constant, methods.type(), rest);
        } else {
            rest.addStatement(statement);
        }
    }

    /** {@code evnt X {…}}: a word, a name, a block. */
    private static boolean looksLikeDeclaration(MethodCallExpression call) {
        return call.isImplicitThis()
                && arguments(call).size() == 1
                && arguments(call).get(0) instanceof MethodCallExpression inner
                && inner.isImplicitThis()
                && arguments(inner).size() == 1
                && arguments(inner).get(0) instanceof ClosureExpression;
    }

    private void constant(
            VariableExpression variable, DeclarationExpression declared, ClassNode type, BlockStatement topLevel) {
        String name = variable.getName();
        constants.add(name);
        FieldNode field = new FieldNode(name, Modifier.STATIC | Modifier.PUBLIC, variable.getOriginType(), type, null);
        field.setSourcePosition(variable);
        type.addField(field);
        VariableExpression target = new VariableExpression(name);
        target.setSourcePosition(variable);
        BinaryExpression assignment =
                new BinaryExpression(target, declared.getOperation(), declared.getRightExpression());
        assignment.setSourcePosition(declared);
        ExpressionStatement statement = new ExpressionStatement(assignment);
        statement.setSourcePosition(declared);
        topLevel.addStatement(statement);
    }

    private void declaration(MethodCallExpression call, BlockMethods methods) {
        String kind = call.getMethodAsString();
        List<Expression> arguments = arguments(call);
        if (arguments.size() != 1
                || !(arguments.get(0) instanceof MethodCallExpression named)
                || !named.isImplicitThis()
                || arguments(named).size() != 1
                || !(arguments(named).get(0) instanceof ClosureExpression body)) {
            findings.add(
                    call,
                    "'" + kind + "' needs a name and one block",
                    "write " + kind + " NAME { … }, the name made of letters, digits and '_'");
            return;
        }
        String name = named.getMethodAsString();
        Place place = place(named);
        switch (kind) {
            case "event" -> declarations.add(events.event(name, place, body, methods));
            case "room" -> declarations.add(rooms.room(name, place, body, methods));
            case "model" -> declarations.add(models.model(name, place, body));
            default -> declarations.add(resource(name, place, body, methods));
        }
        declarations.addAll(events.takeExamples());
    }

    private Declaration.Resource resource(String name, Place place, ClosureExpression body, BlockMethods methods) {
        Optional<Code> example = Optional.empty();
        BlockStatement code = new BlockStatement();
        for (Statement statement : ((BlockStatement) body.getCode()).getStatements()) {
            if (!ExampleShape.isExample(statement)) {
                code.addStatement(statement);
            } else if (example.isPresent()) {
                findings.add(statement, "resource " + name + " has two examples", "keep one");
            } else {
                example = Optional.of(examples.ofResource(statement, methods));
            }
        }
        if (example.isPresent() && code.isEmpty()) {
            findings.add(body, "resource " + name + " has an example and no shape", "let the block end with a map");
        }
        code.setSourcePosition(body.getCode());
        if (!code.isEmpty()
                && expression(code.getStatements().get(code.getStatements().size() - 1)) instanceof MapExpression map) {
            shapes.put(name, ShapeField.Written.of(map));
        }
        return new Declaration.Resource(
                name,
                place,
                names(parameters(body)),
                names.take(parameters(body)),
                methods.addShape(place, parameters(body), code, Exits.Block.ofResource(name, place)),
                example,
                List.of());
    }
}
