package io.herald.dsl;

import io.herald.dsl.SourceText.Place;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Questions to Groovy's syntax tree. */
final class Ast {
    private Ast() {}

    static Place place(ASTNode node) {
        return new Place(node.getLineNumber(), node.getColumnNumber());
    }

    static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple
                ? tuple.getExpressions()
                : List.of(call.getArguments());
    }
}
