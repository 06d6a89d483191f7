package io.herald.dsl;

import static io.herald.dsl.Ast.arguments;
import static io.herald.dsl.Ast.expression;
import static io.herald.dsl.Ast.place;
import static io.herald.dsl.Ast.text;
import static org.codehaus.groovy.ast.ClassHelper.MAP_TYPE;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.SourceText.Place;
import io.herald.engine.event.EventDefinition.Block;
import io.herald.engine.model.Names;
import io.herald.engine.model.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads the body of an event: its blocks become methods, its other words options. One script. */
final class EventShape {
    private static final List<String> WORDS =
            List.of("input", "when", "on", "as", "name", "ack", "compress", "volatile");
    private static final String MADE_OF = "an event is made of: " + String.join(", ", WORDS);

    private final SourceText source;
    private final List<Problem> problems;
    private final ModelShape models;
    private final Map<String, Fields> inputs = new HashMap<>();

    EventShape(SourceText source, List<Problem> problems, ModelShape models) {
        this.source = source;
        this.problems = problems;
        this.models = models;
    }

    /** The inputs that the event of this method declares; empty when it declares none, or the method is no event's. */
    Optional<Fields> inputs(MethodNode method) {
        return Optional.ofNullable(inputs.get(method.getName()));
    }

    Declaration.Event event(String name, Place place, ClosureExpression body, BlockMethods methods) {
        Map<Block, Code> code = new EnumMap<>(Block.class);
        Optional<String> broadcastName = Optional.empty();
        Optional<Fields> typed = Optional.empty();
        SendingWords sending = new SendingWords();
        for (MethodCallExpression word : words(name, body, sending)) {
            String said = word(word);
            if (SendingWords.WITH_VALUE.contains(said)) {
                sending.take(said, arguments(word)).ifPresent(fault -> problem(word, fault.message(), fault.hint()));
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
                        methods.add(
                                place(word),
                                inputsParameter(),
                                blockCode(arguments(word).get(0))));
            }
        }
        if (!code.containsKey(Block.ON)) {
            problem(place, "event " + name + " has no 'on' block", "say to which rooms it goes: on { … }");
        }
        typed.ifPresent(fields -> code.values().forEach(block -> inputs.put(block.method(), fields)));
        return new Declaration.Event(name, place, broadcastName, sending.options(), typed, code);
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
            problem(statement, "event " + event + " holds what is no word of an event", MADE_OF);
        }
        return words;
    }

    private boolean chain(MethodCallExpression call, List<MethodCallExpression> words) {
        if (!call.isImplicitThis()
                && !(call.getObjectExpression() instanceof MethodCallExpression before && chain(before, words))) {
            return false;
        }
        String said = word(call);
        if (!WORDS.contains(said)) {
            problem(call.getMethod(), "unknown word '" + said + "'", Names.meant(said, WORDS, MADE_OF));
            return true;
        }
        return words.add(call);
    }

    private static String word(MethodCallExpression call) {
        String said = String.valueOf(call.getMethodAsString());
        return said.equals("a_") ? "as" : said; // AngleNotation renamed it
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

    private static Statement blockCode(Expression argument) {
        if (argument instanceof ClosureExpression block) {
            return block.getCode();
        }
        ReturnStatement code = new ReturnStatement(argument);
        code.setSourcePosition(argument);
        return code;
    }

    private static Parameter[] inputsParameter() {
        return new Parameter[] {new Parameter(MAP_TYPE.getPlainNodeReference(), ScriptShape.INPUTS)};
    }

    private void problem(ASTNode node, String message, String hint) {
        problem(place(node), message, hint);
    }

    private void problem(Place place, String message, String hint) {
        problems.add(source.problem(place, message, hint));
    }
}
