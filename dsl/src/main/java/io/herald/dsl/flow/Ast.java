package io.herald.dsl.flow;

import io.herald.dsl.types.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Token;

/** Questions to Groovy's syntax tree. */
public final class Ast {
    private Ast() {}

    public static Place place(ASTNode node) {
        return new Place(node.getLineNumber(), node.getColumnNumber());
    }

    static Place place(Token token) {
        return new Place(token.getStartLine(), token.getStartColumn());
    }

    /** Just after what the node stands for. */
    static Place end(ASTNode node) {
        return new Place(node.getLastLineNumber(), node.getLastColumnNumber());
    }

    public static List<Expression> arguments(MethodCallExpression call) {
        return parts(call.getArguments());
    }

    /** What several are together, arguments of a call or variables that are set at once; the one itself when it is alone. */
    static List<Expression> parts(Expression given) {
        return given instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(given);
    }

    /** Whether what is given stands there one by one: not spread, and not by names, which make one map of several. */
    static boolean isPlain(Expression given) {
        return parts(given).stream()
                .noneMatch(each -> each instanceof SpreadExpression || each instanceof MapExpression);
    }

    /** How many arguments a call gives; -1 when that is known only at run time. */
    static int count(Expression given) {
        return parts(given).stream().anyMatch(SpreadExpression.class::isInstance)
                ? -1
                : parts(given).size();
    }

    /** The map literal that it is, each of whose entries stands there: none is spread. */
    public static Optional<MapExpression> map(Expression value) {
        return value.getClass() == MapExpression.class
                        && ((MapExpression) value)
                                .getMapEntryExpressions().stream()
                                        .noneMatch(entry -> entry.getKeyExpression() instanceof SpreadMapExpression)
                ? Optional.of((MapExpression) value)
                : Optional.empty();
    }

    /** Whether a text with values in it stays what it is once it is made. */
    public static boolean isMadeOnce(GStringExpression text) {
        return text.getValues().stream().noneMatch(ClosureExpression.class::isInstance);
    }

    /** What the statement says; {@link EmptyExpression} when it is of another kind. */
    public static Expression expression(Statement statement) {
        return statement instanceof ExpressionStatement plain ? plain.getExpression() : EmptyExpression.INSTANCE;
    }

    /** The expression that is all a block does. */
    public static Optional<Expression> only(ClosureExpression block) {
        List<Statement> code = block.getCode() instanceof BlockStatement several ? several.getStatements() : List.of();
        if (code.size() != 1) {
            return Optional.empty();
        }
        return Optional.of(code.get(0) instanceof ReturnStatement end ? end.getExpression() : expression(code.get(0)));
    }

    /** The call's only argument, when that is a text. */
    public static Optional<String> text(MethodCallExpression call) {
        return arguments(call).size() == 1
                        && arguments(call).get(0) instanceof ConstantExpression constant
                        && constant.getValue() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    public static Parameter[] parameters(ClosureExpression block) {
        Parameter[] parameters = block.getParameters();
        return parameters == null ? Parameter.EMPTY_ARRAY : parameters;
    }

    public static List<String> names(Parameter[] parameters) {
        return Arrays.stream(parameters).map(Parameter::getName).toList();
    }
}
