package io.herald.dsl;

import static io.herald.dsl.Ast.arguments;
import static io.herald.dsl.Ast.expression;
import static io.herald.dsl.Ast.names;
import static io.herald.dsl.Ast.parameters;
import static io.herald.dsl.Ast.place;
import static io.herald.dsl.Ast.text;
import static org.codehaus.groovy.ast.ClassHelper.MAP_TYPE;
import static org.codehaus.groovy.ast.ClassHelper.OBJECT_TYPE;
import static org.codehaus.groovy.ast.ClassHelper.VOID_TYPE;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.SourceText.Place;
import io.herald.engine.event.EventDefinition.Block;
import io.herald.engine.event.RoomDefinition.Access;
import io.herald.engine.model.Names;
import io.herald.engine.model.Namespace;
import io.herald.engine.model.Problem;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Gives a parsed script its shape: the class that Groovy made of it becomes a {@link ScriptUnit} whose methods are the script's blocks and
 * helper methods, and whose static fields are its constants. One use.
 */
final class ScriptShape {
    /** The parameter of a block's method that holds the trigger's inputs. */
    static final String INPUTS = "$inputs";

    /** The method that holds what else stands at the script's top level. */
    static final String TOP_LEVEL = "$topLevel";

    private static final List<String> KINDS = List.of("event", "room", "resource", "model");
    private static final List<String> EVENT_WORDS = List.of("input", "when", "on", "as", "name", "ack", "volatile");
    private static final Set<String> ROOM_WORDS = Set.of("namespace", "join");

    private final SourceText source;
    private final List<Problem> problems;
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();
    private final Map<String, Fields> inputs = new HashMap<>();
    private final ModelShape models;
    private int blocks;

    ScriptShape(SourceText source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
        this.models = new ModelShape(source, problems);
    }

    List<Declaration> declarations() {
        return declarations;
    }

    /** Names of the script's constants: what blocks may read and not write. */
    List<String> constants() {
        return constants;
    }

    /** The inputs that the event of this method declares; empty when it declares none, or the method is no event's. */
    Optional<Fields> inputs(MethodNode method) {
        return Optional.ofNullable(inputs.get(method.getName()));
    }

    /** Returns the script's class; empty when the file holds nothing but classes, or nothing. */
    Optional<ClassNode> reshape(ModuleNode module) {
        Stream.concat(module.getImports().stream(), module.getStaticImports().values().stream())
                .filter(alias -> AngleNotation.HARMLESS_ANNOTATIONS.contains(alias.getAlias()))
                .forEach(alias -> problem(
                        alias,
                        "'" + alias.getAlias() + "' can't be the name of something else",
                        "import it under another name"));
        Optional<ClassNode> script =
                module.getClasses().stream().filter(ClassNode::isScript).findFirst();
        script.ifPresent(type -> {
            List<Statement> statements = List.copyOf(module.getStatementBlock().getStatements());
            becomeUnit(type);
            BlockStatement topLevel = new BlockStatement();
            statements.forEach(statement -> topLevel(statement, type, topLevel));
            type.addMethod(
                    TOP_LEVEL, Modifier.PUBLIC, VOID_TYPE, Parameter.EMPTY_ARRAY, ClassNode.EMPTY_ARRAY, topLevel);
        });
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

    private void topLevel(Statement statement, ClassNode type, BlockStatement rest) {
        Expression expression = expression(statement);
        if (expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && KINDS.contains(call.getMethodAsString())) {
            declaration(call, type);
        } else if (expression instanceof MethodCallExpression call && looksLikeDeclaration(call)) {
            String word = call.getMethodAsString();
            problem(
                    call,
                    "unknown word '" + word + "'",
                    Names.meant(word, KINDS, "a script declares: event, room, resource, model"));
        } else if (expression instanceof DeclarationExpression constant
                && !constant.isMultipleAssignmentDeclaration()) {
            constant(constant.getVariableExpression(), constant, type, rest);
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

    private void declaration(MethodCallExpression call, ClassNode type) {
        String kind = call.getMethodAsString();
        List<Expression> arguments = arguments(call);
        if (arguments.size() != 1
                || !(arguments.get(0) instanceof MethodCallExpression named)
                || !named.isImplicitThis()
                || arguments(named).size() != 1
                || !(arguments(named).get(0) instanceof ClosureExpression body)) {
            problem(
                    call,
                    "'" + kind + "' needs a name and one block",
                    "write " + kind + " NAME { … }, the name made of letters, digits and '_'");
            return;
        }
        String name = named.getMethodAsString();
        Place place = place(named);
        switch (kind) {
            case "event" -> event(name, place, body, type);
            case "room" -> room(name, place, body, type);
            case "model" -> declarations.add(models.model(name, place, body));
            default ->
                declarations.add(new Declaration.Resource(
                        name, place, names(parameters(body)), method(type, place, parameters(body), body.getCode())));
        }
    }

    private void event(String name, Place place, ClosureExpression body, ClassNode type) {
        Map<Block, Code> code = new EnumMap<>(Block.class);
        Optional<String> broadcastName = Optional.empty();
        Optional<Fields> typed = Optional.empty();
        SendingWords sending = new SendingWords();
        for (MethodCallExpression word : words(name, body, sending)) {
            String said = word(word);
            if (said.equals("ack")) {
                ack(word, sending);
                continue;
            }
            if (said.equals("name")) {
                broadcastName = broadcastName(word);
                continue;
            }
            if (said.equals("input")) {
                typed.ifPresent(before -> problem(word, "event " + name + " has two 'input' blocks", "keep one"));
                typed = Optional.of(models.inputs(name, word));
                continue;
            }
            Block block = Block.valueOf(said.toUpperCase(Locale.ROOT));
            if (code.containsKey(block)) {
                problem(word, "event " + name + " has two '" + said + "' blocks", "keep one");
            } else if (arguments(word).size() != 1) {
                problem(word, "'" + said + "' needs one block", "write " + said + " { … }");
            } else {
                code.put(
                        block,
                        method(
                                type,
                                place(word),
                                inputsParameter(),
                                blockCode(arguments(word).get(0))));
            }
        }
        if (!code.containsKey(Block.ON)) {
            problem(place, "event " + name + " has no 'on' block", "say to which rooms it goes: on { … }");
        }
        typed.ifPresent(fields -> code.values().forEach(block -> inputs.put(block.method(), fields)));
        declarations.add(new Declaration.Event(name, place, broadcastName, sending.options(), typed, code));
    }

    /** The calls of an event's body, those of a chain {@code on {…} as {…}} one by one; anything else there is a problem. */
    private List<MethodCallExpression> words(String event, ClosureExpression body, SendingWords sending) {
        List<MethodCallExpression> words = new ArrayList<>();
        for (Statement statement : ((BlockStatement) body.getCode()).getStatements()) {
            Expression said = expression(statement);
            boolean isVolatile = sending.takeVolatile(said);
            if ((SendingWords.before(said) instanceof MethodCallExpression call && chain(call, words)) || isVolatile) {
                continue;
            }
            problem(
                    statement,
                    "event " + event + " holds what is no word of an event",
                    "an event is made of: input, when, on, as, name, ack, volatile");
        }
        return words;
    }

    private boolean chain(MethodCallExpression call, List<MethodCallExpression> words) {
        if (!call.isImplicitThis()
                && !(call.getObjectExpression() instanceof MethodCallExpression before && chain(before, words))) {
            return false;
        }
        String said = word(call);
        if (!EVENT_WORDS.contains(said)) {
            problem(
                    call.getMethod(),
                    "unknown word '" + said + "'",
                    Names.meant(said, EVENT_WORDS, "an event is made of: input, when, on, as, name, ack, volatile"));
            return true;
        }
        return words.add(call);
    }

    private static String word(MethodCallExpression call) {
        String said = String.valueOf(call.getMethodAsString());
        return said.equals("a_") ? "as" : said; // AngleNotation renamed it
    }

    private void ack(MethodCallExpression word, SendingWords sending) {
        if (arguments(word).size() != 1 || !sending.takeAck(arguments(word).get(0))) {
            problem(word, "'ack' needs a time of 1 ms to 1 min", "write ack 2.seconds, or ack 500.milliseconds");
        }
    }

    private Optional<String> broadcastName(MethodCallExpression call) {
        Optional<String> name = text(call);
        if (name.isEmpty()
                || name.get().isEmpty()
                || name.get().length() > 128
                || name.get().chars().anyMatch(Character::isISOControl)) {
            problem(
                    call,
                    "'name' needs the name clients listen for, as a text of 1 to 128 characters",
                    "write name 'chat.updated'");
        }
        return name;
    }

    private void room(String name, Place place, ClosureExpression body, ClassNode type) {
        Namespace namespace = Namespace.ROOT;
        Access access = Access.CLOSED;
        Optional<Declaration.Join> join = Optional.empty();
        BlockStatement code = new BlockStatement();
        for (Statement statement : ((BlockStatement) body.getCode()).getStatements()) {
            MethodCallExpression word = roomWord(statement);
            if (word == null) {
                code.addStatement(statement);
            } else if (word(word).equals("namespace")) {
                namespace = namespace(word);
            } else if (isAnyone(word)) {
                access = Access.ANYONE;
            } else {
                access = Access.ASK;
                join = join(word, parameters(body).length, type);
            }
        }
        if (code.isEmpty()) {
            problem(
                    place,
                    "room " + name + " does not say its name",
                    "let the block end with it: room " + name + " { id -> \"" + name + ".$id\" }");
        }
        declarations.add(new Declaration.Room(
                name,
                place,
                names(parameters(body)),
                method(type, place, parameters(body), code),
                namespace,
                access,
                join));
    }

    private static @Nullable MethodCallExpression roomWord(Statement statement) {
        return expression(statement) instanceof MethodCallExpression call
                        && call.isImplicitThis()
                        && ROOM_WORDS.contains(call.getMethodAsString())
                ? call
                : null;
    }

    private Namespace namespace(MethodCallExpression word) {
        try {
            return new Namespace(text(word).orElse(""));
        } catch (IllegalArgumentException e) {
            problem(word, String.valueOf(e.getMessage()), "write namespace '/chat'");
            return Namespace.ROOT;
        }
    }

    private static boolean isAnyone(MethodCallExpression word) {
        return arguments(word).size() == 1
                && arguments(word).get(0) instanceof VariableExpression variable
                && variable.getName().equals("anyone");
    }

    private Optional<Declaration.Join> join(MethodCallExpression word, int roomParameters, ClassNode type) {
        if (arguments(word).size() != 1 || !(arguments(word).get(0) instanceof ClosureExpression block)) {
            problem(word, "'join' needs 'anyone' or a block", "write join anyone, or join { user, id -> … }");
            return Optional.empty();
        }
        Parameter[] parameters = parameters(block);
        if (parameters.length > roomParameters + 1) {
            problem(
                    word,
                    "'join' takes the user and the room's " + roomParameters + " arguments, not " + parameters.length
                            + " parameters",
                    "");
        }
        return Optional.of(
                new Declaration.Join(method(type, place(word), parameters, block.getCode()), parameters.length));
    }

    private static Statement blockCode(Expression argument) {
        if (argument instanceof ClosureExpression block) {
            return block.getCode();
        }
        ReturnStatement code = new ReturnStatement(argument);
        code.setSourcePosition(argument);
        return code;
    }

    private Code method(ClassNode type, Place place, Parameter[] parameters, Statement code) {
        String name = "$block" + blocks++;
        MethodNode method = type.addMethod(name, Modifier.PUBLIC, OBJECT_TYPE, parameters, ClassNode.EMPTY_ARRAY, code);
        method.setSourcePosition(code);
        return new Code(name, place);
    }

    private static Parameter[] inputsParameter() {
        return new Parameter[] {new Parameter(MAP_TYPE.getPlainNodeReference(), INPUTS)};
    }

    private void problem(ASTNode node, String message, String hint) {
        problem(place(node), message, hint);
    }

    private void problem(Place place, String message, String hint) {
        problems.add(source.problem(place, message, hint));
    }
}
