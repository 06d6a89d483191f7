package io.herald.dsl;

import static io.herald.dsl.flow.Ast.arguments;
import static io.herald.dsl.flow.Ast.expression;
import static io.herald.dsl.flow.Ast.names;
import static io.herald.dsl.flow.Ast.parameters;
import static io.herald.dsl.flow.Ast.place;
import static io.herald.dsl.flow.Ast.text;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.flow.Exits;
import io.herald.dsl.flow.ModelNames;
import io.herald.dsl.text.Word;
import io.herald.dsl.types.Place;
import io.herald.dsl.types.Type;
import io.herald.engine.event.Expected;
import io.herald.engine.event.RoomDefinition.Access;
import io.herald.engine.model.Namespace;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jspecify.annotations.Nullable;

/** Reads the block of a room: its words, and the code that gives its name. One script. */
final class RoomShape {
    private static final List<String> WORDS = Word.names(Word.Where.ROOM);

    private final Findings findings;
    private final ModelNames models;

    RoomShape(Findings findings, ModelNames models) {
        this.findings = findings;
        this.models = models;
    }

    Declaration.Room room(String name, Place place, ClosureExpression body, BlockMethods methods) {
        Namespace namespace = Namespace.ROOT;
        Access access = Access.CLOSED;
        Optional<Declaration.Asked> join = Optional.empty();
        Optional<Declaration.Asked> presence = Optional.empty();
        BlockStatement code = new BlockStatement();
        List<Type> types = models.take(parameters(body));
        for (Statement statement : ((BlockStatement) body.getCode()).getStatements()) {
            MethodCallExpression word = word(statement);
            if (word == null) {
                code.addStatement(statement);
            } else if ("namespace".equals(word.getMethodAsString())) {
                namespace = namespace(word);
            } else if ("presence".equals(word.getMethodAsString())) {
                presence = asked(word, types, methods, "write presence { user -> [id: user.id] }");
            } else if (isAnyone(word)) {
                access = Access.ANYONE;
            } else {
                access = Access.ASK;
                join = asked(word, types, methods, "write join anyone, or join { user, id -> … }");
            }
        }
        if (code.isEmpty()) {
            findings.add(
                    place,
                    "room " + name + " does not say its name",
                    "let the block end with it: room " + name + " { id -> \"" + name + ".$id\" }");
        }
        return new Declaration.Room(
                name,
                place,
                names(parameters(body)),
                types,
                methods.add(place, parameters(body), code, new Exits.Block(Expected.ROOM_NAME, "room " + name, place)),
                namespace,
                access,
                join,
                presence);
    }

    private static @Nullable MethodCallExpression word(Statement statement) {
        return expression(statement) instanceof MethodCallExpression call
                        && call.isImplicitThis()
                        && WORDS.contains(call.getMethodAsString())
                ? call
                : null;
    }

    private Namespace namespace(MethodCallExpression word) {
        try {
            return new Namespace(text(word).orElse(""));
        } catch (IllegalArgumentException e) {
            findings.add(place(word), String.valueOf(e.getMessage()), "write namespace '/chat'");
            return Namespace.ROOT;
        }
    }

    private static boolean isAnyone(MethodCallExpression word) {
        return arguments(word).size() == 1
                && arguments(word).get(0) instanceof VariableExpression variable
                && variable.getName().equals("anyone");
    }

    private Optional<Declaration.Asked> asked(
            MethodCallExpression word, List<Type> ofRoom, BlockMethods methods, String hint) {
        String said = String.valueOf(word.getMethodAsString());
        if (arguments(word).size() != 1 || !(arguments(word).get(0) instanceof ClosureExpression block)) {
            String needed = said.equals("join") ? "needs 'anyone' or a block" : "needs one block";
            findings.add(place(word), "'" + said + "' " + needed, hint);
            return Optional.empty();
        }
        Parameter[] parameters = parameters(block);
        if (parameters.length > ofRoom.size() + 1) {
            findings.add(
                    place(word),
                    "'" + said + "' takes the user and the room's " + ofRoom.size() + " arguments, not "
                            + parameters.length + " parameters",
                    "");
        }
        for (int i = 1; i < Math.min(parameters.length, ofRoom.size() + 1); i++) {
            ModelNames.note(parameters[i], ofRoom.get(i - 1));
        }
        Expected expected = said.equals("join") ? Expected.ANYTHING : Expected.MEMBER;
        Code code = methods.add(place(word), parameters, block.getCode(), new Exits.Block(expected, said, place(word)));
        return Optional.of(new Declaration.Asked(code, parameters.length));
    }
}
