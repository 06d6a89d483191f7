package io.herald.dsl;

import static io.herald.dsl.flow.Ast.arguments;
import static io.herald.dsl.flow.Ast.expression;
import static io.herald.dsl.flow.Ast.place;

import io.herald.dsl.Declaration.Code;
import io.herald.dsl.text.Word;
import io.herald.dsl.text.Word.Where;
import io.herald.dsl.types.Place;
import io.herald.engine.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * Reads examples: of an event {@code example('a draft') { given chat: […]; expect skipped: true }}, of a resource
 * {@code example id: 42}. One script.
 */
final class ExampleShape {
    private static final String WORD = "example";
    private static final List<String> WORDS = Word.names(Where.EXAMPLE);
    private static final List<String> EXPECTED = Word.names(Where.EXPECT);
    private static final Set<String> ALONE = Set.of("skipped", "failure");

    private final Findings findings;

    ExampleShape(Findings findings) {
        this.findings = findings;
    }

    static boolean isExample(Statement statement) {
        return expression(statement) instanceof MethodCallExpression call
                && call.isImplicitThis()
                && WORD.equals(call.getMethodAsString());
    }

    /** What the statement gives a resource as an example: its arguments. */
    Code ofResource(Statement statement, BlockMethods methods) {
        MethodCallExpression call = (MethodCallExpression) expression(statement);
        List<Expression> given = new ArrayList<>();
        arguments(call).forEach(argument -> given.add(plain(argument)));
        return returning(new ListExpression(given), call, methods);
    }

    /** The example of an event; empty when it is written wrongly. */
    Optional<Declaration.Example> ofEvent(String event, MethodCallExpression word, BlockMethods methods) {
        List<Expression> given = arguments(word);
        if (given.size() != 2
                || !(given.get(0) instanceof ConstantExpression name)
                || !(name.getValue() instanceof String text)
                || !(given.get(1) instanceof ClosureExpression body)) {
            findings.add(
                    word.getMethod(),
                    "'example' needs a name and one block",
                    "write example('a draft') { given chat: [id: 42]; expect rooms: ['chat.42'] }");
            return Optional.empty();
        }
        return new Body(event, text, methods).read(body, place(word));
    }

    /** The block of one example. */
    private final class Body {
        private final String of;
        private final String event;
        private final String name;
        private final BlockMethods methods;
        private Optional<Code> given = Optional.empty();
        private Optional<Code> expect = Optional.empty();

        Body(String event, String name, BlockMethods methods) {
            this.of = "example '" + name + "' of event " + event;
            this.event = event;
            this.name = name;
            this.methods = methods;
        }

        Optional<Declaration.Example> read(ClosureExpression body, Place place) {
            int before = findings.count();
            ((BlockStatement) body.getCode()).getStatements().forEach(this::take);
            if (expect.isEmpty() && findings.count() == before) {
                findings.add(
                        place,
                        of + " does not say what is to come",
                        "write expect rooms: ['chat.42'], or skipped: true");
            }
            return expect.filter(any -> findings.count() == before)
                    .map(code -> new Declaration.Example(name, place, event, given, code));
        }

        private void take(Statement statement) {
            if (!(expression(statement) instanceof MethodCallExpression call)
                    || !call.isImplicitThis()
                    || !WORDS.contains(call.getMethodAsString())) {
                String said = expression(statement) instanceof MethodCallExpression call
                        ? String.valueOf(call.getMethodAsString())
                        : "";
                findings.add(
                        statement,
                        of + " holds what is no word of an example",
                        Names.meant(said, WORDS, "an example is made of: " + String.join(", ", WORDS)));
                return;
            }
            boolean isGiven = "given".equals(call.getMethodAsString());
            if ((isGiven ? given : expect).isPresent()) {
                findings.add(call, of + " has two '" + call.getMethodAsString() + "'", "keep one");
            } else if (arguments(call).size() != 1 || !(arguments(call).get(0) instanceof MapExpression values)) {
                findings.add(
                        call,
                        "'" + call.getMethodAsString() + "' needs names with values",
                        isGiven ? "write given chat: [id: 42]" : "write expect rooms: ['chat.42'], payload: [id: 42]");
            } else if (isGiven) {
                given = Optional.of(returning(plain(values), call, methods));
            } else {
                expected(values);
                expect = Optional.of(returning(plain(values), call, methods));
            }
        }

        private void expected(MapExpression values) {
            for (MapEntryExpression entry : values.getMapEntryExpressions()) {
                String key = entry.getKeyExpression().getText();
                if (!EXPECTED.contains(key)) {
                    findings.add(
                            entry.getKeyExpression(),
                            "unknown expectation '" + key + "'",
                            Names.meant(key, EXPECTED, "it is rooms, payload, payloads, name, skipped or failure"));
                } else if (ALONE.contains(key)
                        && values.getMapEntryExpressions().size() > 1) {
                    findings.add(entry.getKeyExpression(), "'" + key + "' stands alone: nothing is sent then", "");
                }
            }
        }
    }

    /** Named arguments are a map to whoever runs them. */
    private static Expression plain(Expression argument) {
        if (!(argument instanceof MapExpression map)) {
            return argument;
        }
        MapExpression plain = new MapExpression(map.getMapEntryExpressions());
        plain.setSourcePosition(map);
        return plain;
    }

    private static Code returning(Expression value, MethodCallExpression call, BlockMethods methods) {
        value.setSourcePosition(call);
        ReturnStatement code = new ReturnStatement(value);
        code.setSourcePosition(call);
        return methods.add(place(call), Parameter.EMPTY_ARRAY, code);
    }
}
