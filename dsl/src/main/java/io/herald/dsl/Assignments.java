package io.herald.dsl;

import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** Constants stay what they are from one evaluation to the next, and a new variable has to be declared. One script. */
final class Assignments {
    private final Findings findings;

    Assignments(Findings findings) {
        this.findings = findings;
    }

    /**
     * Looks at an expression of any kind.
     *
     * @param isTopLevel whether it stands where constants are made
     */
    void check(Expression expression, boolean isTopLevel) {
        if (!(target(expression) instanceof VariableExpression variable)) {
            return;
        }
        String name = variable.getName();
        if (variable.getAccessedVariable() instanceof DynamicVariable) {
            findings.add(variable, "'" + name + "' is assigned and was never declared", "write def " + name + " = …");
        } else if (variable.getAccessedVariable() instanceof FieldNode && !isTopLevel) {
            findings.add(
                    variable,
                    "'" + name + "' is a constant of the script and can't be changed",
                    "use a variable of the block");
        }
    }

    /** What it assigns to; {@link EmptyExpression} when it is no assignment. */
    private static Expression target(Expression expression) {
        if (expression instanceof BinaryExpression binary) {
            return Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)
                    ? binary.getLeftExpression()
                    : EmptyExpression.INSTANCE;
        }
        if (expression instanceof PostfixExpression postfix) {
            return postfix.getExpression();
        }
        return expression instanceof PrefixExpression prefix ? prefix.getExpression() : EmptyExpression.INSTANCE;
    }
}
