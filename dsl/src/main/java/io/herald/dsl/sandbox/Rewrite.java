package io.herald.dsl.sandbox;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** Builds the code that takes the place of a script's own. */
final class Rewrite {
    private static final ClassNode GUARDED = ClassHelper.make(Guarded.class);
    private static final ClassNode MATCHING = ClassHelper.make(Matching.class);

    private Rewrite() {}

    /** A call of {@link Guarded}, at the place of what it stands for. */
    static Expression guarded(Expression place, String method, Expression... arguments) {
        return direct(place, new ClassExpression(GUARDED), method, arguments);
    }

    /** A call of {@link Matching}, at the place of what it stands for. */
    static Expression matching(Expression place, String method, Expression... arguments) {
        return direct(place, new ClassExpression(MATCHING), method, arguments);
    }

    /** A call that is compiled as Java would: its target is the owner's only method of that name. */
    static MethodCallExpression direct(Expression place, Expression owner, String method, Expression... arguments) {
        MethodCallExpression call = new MethodCallExpression(owner, method, new ArgumentListExpression(arguments));
        call.setMethodTarget(owner.getType().getMethods(method).get(0));
        call.setImplicitThis(false);
        call.setSourcePosition(place);
        return call;
    }

    static Expression text(String text) {
        return new ConstantExpression(text);
    }

    static Expression flag(boolean flag) {
        return new ConstantExpression(flag, true);
    }

    /** {@code this.name}, so that no closure's delegate is asked. */
    static PropertyExpression ofThis(VariableExpression variable) {
        PropertyExpression property = new PropertyExpression(
                new VariableExpression("this", ClassHelper.OBJECT_TYPE), new ConstantExpression(variable.getName()));
        property.setSourcePosition(variable);
        return property;
    }

    /** Whether it may be evaluated twice: it does nothing but read. */
    static boolean isPure(Expression expression) {
        if (expression instanceof PropertyExpression property) {
            return isPure(property.getObjectExpression()) && isPure(property.getProperty());
        }
        if (expression instanceof BinaryExpression binary) {
            return binary.getOperation().getType() == Types.LEFT_SQUARE_BRACKET
                    && isPure(binary.getLeftExpression())
                    && isPure(binary.getRightExpression());
        }
        if (expression instanceof GStringExpression text) {
            return text.getValues().stream().allMatch(Rewrite::isPure);
        }
        return expression instanceof VariableExpression
                || expression instanceof ConstantExpression
                || (expression instanceof MethodCallExpression call
                        && Sandbox.isTrusted(call)
                        && call.getObjectExpression() instanceof ClassExpression); // an input
    }
}
