package io.herald.dsl;

import static io.herald.dsl.flow.Ast.arguments;
import static io.herald.dsl.flow.Ast.expression;
import static io.herald.dsl.flow.Ast.place;
import static io.herald.dsl.flow.Ast.text;
import static org.codehaus.groovy.ast.ClassHelper.MAP_TYPE;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.flow.Ast;
import io.herald.dsl.flow.Exits;
import io.herald.dsl.text.Word;
import io.herald.dsl.text.Word.Where;
import io.herald.dsl.types.Fields;
import io.herald.dsl.types.Place;
import io.herald.engine.event.EventDefinition.Block;
import io.herald.engine.model.Broadcast;
import io.herald.engine.model.Names;
import io.herald.engine.model.Namespace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads the body of an event: its blocks become methods, its other words options. One script. */
final class EventShape {
    private static final List<String> WORDS = Word.names(Where.EVENT);
    private static final String RESERVED_NAME =
            "clients can't hear of an event called '%s', which means something to Socket.IO itself";
    private static final String MADE_OF = "an event is made of: " + String.join(", ", WORDS);

    private final Findings findings;
    private final ModelShape models;
    private final ExampleShape examples;
    private final Map<String, Fields> inputs = new HashMap<>();
    private final List<Declaration.Example> read = new ArrayList<>();

    EventShape(Findings findings, ModelShape models) {
        this.findings = findings;
        this.models = models;
        this.examples = new ExampleShape(findings);
    }

    /** The inputs that the event of this method declares; empty when it declares none, or the method is no event's. */
    Optional<Fields> inputs(MethodNode method) {
        return Optional.ofNullable(inputs.get(method.getName()));
    }

    /** The examples of events read since the last call. */
    List<Declaration.Example> takeExamples() {
        List<Declaration.Example> taken = List.copyOf(read);
        read.clear();
        return taken;
    }

    Declaration.Event event(String name, Place place, ClosureExpression body, BlockMethods methods) {
        Reading reading = new Reading(name, methods);
        words(name, body, reading.sending).forEach(reading::take);
        return reading.event(place);
    }

    /** What was read so far of one event. */
    private final class Reading {
        private final String name;
        private final BlockMethods methods;
        private final SendingWords sending = new SendingWords();
        private final PolicyWords policy = new PolicyWords();
        private final Map<Block, Code> blocks = new EnumMap<>(Block.class);
        private Optional<String> broadcastName = Optional.empty();
        private Optional<Fields> typed = Optional.empty();
        private Namespace sockets = Namespace.ROOT;
        private boolean isPerRoom;

        Reading(String name, BlockMethods methods) {
            this.name = name;
            this.methods = methods;
        }

        void take(MethodCallExpression word) {
            String said = word(word);
            if (SendingWords.WITH_VALUE.contains(said)) {
                sending.take(said, arguments(word))
                        .ifPresent(fault -> findings.add(word, fault.message(), fault.hint()));
            } else if (said.equals("example")) {
                examples.ofEvent(name, word, methods).ifPresent(read::add);
            } else if (PolicyWords.WITH_VALUE.contains(said)) {
                policy.take(said, arguments(word))
                        .ifPresent(fault -> findings.add(word, fault.message(), fault.hint()));
            } else if (said.equals("name")) {
                broadcastName = broadcastName(word);
            } else if (said.equals("input")) {
                typed.ifPresent(before -> twice(word, "input"));
                typed = Optional.of(models.inputs(name, word));
            } else if (said.equals("to")) {
                sockets(word);
            } else {
                block(Block.valueOf(said.toUpperCase(Locale.ROOT)), word, arguments(word));
            }
        }

        /** {@code to sockets { … }}, or {@code to sockets('/chat') { … }} for those of another namespace. */
        private void sockets(MethodCallExpression word) {
            if (arguments(word).size() != 1
                    || !(arguments(word).get(0) instanceof MethodCallExpression which)
                    || !"sockets".equals(which.getMethodAsString())
                    || !which.isImplicitThis()) {
                findings.add(word, "'to' needs 'sockets' and one block", "write to sockets { … }");
                return;
            }
            List<Expression> given = arguments(which);
            if (given.size() == 2 && given.get(0) instanceof ConstantExpression path) {
                sockets = namespace(word, String.valueOf(path.getValue()));
                given = given.subList(1, 2);
            }
            block(Block.SOCKETS, word, given);
        }

        private Namespace namespace(MethodCallExpression word, String path) {
            try {
                return new Namespace(path);
            } catch (IllegalArgumentException e) {
                findings.add(word, String.valueOf(e.getMessage()), "write to sockets('/chat') { … }");
                return Namespace.ROOT;
            }
        }

        private void block(Block block, MethodCallExpression word, List<Expression> given) {
            if (blocks.containsKey(block)) {
                twice(word, block.word());
            } else if (given.size() != 1) {
                findings.add(word, "'" + block.word() + "' needs one block", "write " + block.word() + " { … }");
            } else {
                Parameter[] taken = parameters(given.get(0), block, word);
                isPerRoom |= taken.length > 1;
                Statement code = blockCode(given.get(0));
                Exits.Block expecting = new Exits.Block(block.expected(), block.word(), place(word));
                blocks.put(
                        block,
                        block == Block.AS
                                ? methods.addShape(place(word), taken, code, expecting)
                                : methods.add(place(word), taken, code, expecting));
            }
        }

        private void twice(MethodCallExpression word, String said) {
            findings.add(word, "event " + name + " has two '" + said + "' blocks", "keep one");
        }

        Declaration.Event event(Place place) {
            if (!blocks.containsKey(Block.ON) && !blocks.containsKey(Block.SOCKETS)) {
                findings.add(place, "event " + name + " has no 'on' block", "say to which rooms it goes: on { … }");
            }
            policy.misfit(sending.options().ack().isPresent(), typed.flatMap(Fields::firstRequired))
                    .ifPresent(fault -> findings.add(place, "event " + name + ": " + fault.message(), fault.hint()));
            if (broadcastName.isEmpty() && Broadcast.RESERVED.contains(name)) {
                findings.add(
                        place,
                        RESERVED_NAME.formatted(name),
                        "choose another, or give it one for clients: name 'user.connected'");
            }
            typed.ifPresent(fields -> blocks.values().forEach(block -> inputs.put(block.method(), fields)));
            return new Declaration.Event(
                    name, place, broadcastName, sending.options(), policy.policy(), typed, blocks, sockets, isPerRoom);
        }
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
            findings.add(statement, "event " + event + " holds what is no word of an event", MADE_OF);
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
            findings.add(call.getMethod(), "unknown word '" + said + "'", Names.meant(said, WORDS, MADE_OF));
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
            findings.add(
                    call,
                    "'name' needs the name clients listen for, as a text of 1 to 128 characters",
                    "write name 'chat.updated'");
        } else if (Broadcast.RESERVED.contains(name.get())) {
            findings.add(call, RESERVED_NAME.formatted(name.get()), "choose another");
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

    /** The inputs, and of {@code as { room -> … }} the room. */
    private Parameter[] parameters(Expression given, Block block, MethodCallExpression word) {
        Parameter inputsMap = new Parameter(MAP_TYPE.getPlainNodeReference(), ScriptShape.INPUTS);
        Parameter[] own = given instanceof ClosureExpression closure ? Ast.parameters(closure) : Parameter.EMPTY_ARRAY;
        if (own.length > (block == Block.AS ? 1 : 0)) {
            findings.add(
                    word,
                    block == Block.AS
                            ? "'as' takes the room and nothing else"
                            : "'" + block.word() + "' takes no parameter: it sees the trigger's inputs by their names",
                    block == Block.AS ? "write as { … }, or as { room -> … }" : "write " + block.word() + " { … }");
        } else if (own.length == 1) {
            return new Parameter[] {inputsMap, own[0]};
        }
        return new Parameter[] {inputsMap};
    }
}
