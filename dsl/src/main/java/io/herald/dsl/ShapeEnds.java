package io.herald.dsl;

import io.herald.dsl.flow.Ast;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Finds what blocks end with that shape a payload: maps and calls whose outcome nobody else gets. One script. */
final class ShapeEnds {
    private final Set<Expression> ends = Collections.newSetFromMap(new IdentityHashMap<>());

    void find(MethodNode method) {
        if (method.getNodeMetaData(Shaped.class) != null) {
            end(method.getCode());
        }
    }

    boolean has(Expression expression) {
        return ends.contains(expression);
    }

    private void end(Statement code) {
        if (code instanceof BlockStatement several) {
            List<Statement> statements = several.getStatements();
            if (!statements.isEmpty()) {
                end(statements.get(statements.size() - 1));
            }
        } else {
            end(code instanceof ReturnStatement returned ? returned.getExpression() : Ast.expression(code));
        }
    }

    private void end(Expression value) {
        Optional<MapExpression> map = Ast.map(value);
        if (map.isPresent()) {
            ends.add(value);
            map.get().getMapEntryExpressions().forEach(entry -> end(entry.getValueExpression()));
        } else if (value instanceof MethodCallExpression) {
            ends.add(value);
        } else if (value instanceof TernaryExpression choice && !(value instanceof ElvisOperatorExpression)) {
            end(choice.getTrueExpression());
            end(choice.getFalseExpression());
        }
    }
}
