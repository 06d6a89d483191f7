package io.herald.dsl.flow;

import io.herald.dsl.types.JdkTypes;
import io.herald.dsl.types.Scalar;
import io.herald.dsl.types.Type;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.syntax.Types;

/** Tells types of values that code makes of nothing else: literals, constructions, and what classes give. One script. */
final class Origins {
    /** Operators that tell whether something is so, whatever of. */
    private static final Set<Integer> TRUTHS = Set.of(
            Types.LOGICAL_AND,
            Types.LOGICAL_OR,
            Types.IMPLIES,
            Types.COMPARE_EQUAL,
            Types.COMPARE_NOT_EQUAL,
            Types.COMPARE_IDENTICAL,
            Types.COMPARE_NOT_IDENTICAL,
            Types.COMPARE_LESS_THAN,
            Types.COMPARE_LESS_THAN_EQUAL,
            Types.COMPARE_GREATER_THAN,
            Types.COMPARE_GREATER_THAN_EQUAL,
            Types.KEYWORD_IN,
            Types.COMPARE_NOT_IN,
            Types.KEYWORD_INSTANCEOF,
            Types.COMPARE_NOT_INSTANCEOF,
            Types.MATCH_REGEX);

    private final ModelNames names;

    Origins(ModelNames names) {
        this.names = names;
    }

    /** {@link Scalar#OBJECT} when it is not known, or the value comes of another. */
    Type of(Expression value) {
        if (value instanceof ConstantExpression constant) {
            return constant.getValue() == null
                    ? Scalar.OBJECT
                    : JdkTypes.of(constant.getValue().getClass());
        }
        if (value instanceof GStringExpression text) {
            return Ast.isMadeOnce(text) ? Scalar.STRING : Scalar.OBJECT;
        }
        if (value instanceof ConstructorCallExpression built) {
            return ModelNames.known(built.getType());
        }
        if (value instanceof BooleanExpression
                || (value instanceof BinaryExpression binary
                        && TRUTHS.contains(binary.getOperation().getType()))) {
            return Scalar.BOOLEAN;
        }
        if (value instanceof ClosureExpression) {
            return JdkTypes.of(groovy.lang.Closure.class);
        }
        return ofClass(value, literal(value));
    }

    /** What is in a list or map may change. */
    private Type literal(Expression value) {
        if (value instanceof RangeExpression range) {
            Type first = of(range.getFrom());
            return new Type.ListOf(first.equals(of(range.getTo())) ? first : Scalar.OBJECT);
        }
        if (value instanceof ListExpression) {
            return new Type.ListOf(Scalar.OBJECT);
        }
        return value instanceof MapExpression ? new Type.MapOf(Scalar.OBJECT) : Scalar.OBJECT;
    }

    private Type ofClass(Expression value, Type otherwise) {
        if (value instanceof StaticMethodCallExpression call) {
            return names.returned(call.getOwnerType(), call.getMethod(), Ast.count(call.getArguments()));
        }
        if (value instanceof MethodCallExpression call && call.getObjectExpression() instanceof ClassExpression owner) {
            return names.returned(
                    owner.getType(), String.valueOf(call.getMethodAsString()), Ast.count(call.getArguments()));
        }
        if (value instanceof PropertyExpression constant
                && constant.getObjectExpression() instanceof ClassExpression owner) {
            return names.constant(owner.getType(), String.valueOf(constant.getPropertyAsString()));
        }
        return otherwise;
    }
}
