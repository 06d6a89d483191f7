package io.herald.dsl.flow;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/** Finds the variables of some code that are not for ever what they are declared as. */
final class Assigned extends CodeVisitorSupport {
    private final Set<Variable> variables = Collections.newSetFromMap(new IdentityHashMap<>());

    private Assigned() {}

    static Set<Variable> in(Statement code) {
        Assigned assigned = new Assigned();
        code.visit(assigned);
        return assigned.variables;
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        if (Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)
                && !(binary instanceof DeclarationExpression)) {
            assign(binary.getLeftExpression());
        }
        super.visitBinaryExpression(binary);
    }

    @Override
    public void visitPrefixExpression(PrefixExpression prefix) {
        assign(prefix.getExpression());
        super.visitPrefixExpression(prefix);
    }

    @Override
    public void visitPostfixExpression(PostfixExpression postfix) {
        assign(postfix.getExpression());
        super.visitPostfixExpression(postfix);
    }

    private void assign(Expression target) {
        for (Expression each : Ast.parts(target)) {
            if (each instanceof VariableExpression variable && variable.getAccessedVariable() != null) {
                variables.add(variable.getAccessedVariable());
            }
        }
    }
}
