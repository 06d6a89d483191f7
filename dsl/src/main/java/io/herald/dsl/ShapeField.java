package io.herald.dsl;

import io.herald.dsl.flow.Ast;
import io.herald.dsl.flow.TypeFlow;
import io.herald.dsl.types.Flow.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/**
 * A field of what a resource makes, where the map is written out.
 *
 * @param isOptional whether it is there only sometimes
 * @param callee the resource or room that makes its value; empty when none does
 * @param value what is known of its value, or of what the callee is given first
 */
record ShapeField(String name, boolean isOptional, String callee, Optional<Path> value) {

    /** A field as it stands in the map, of which nothing is known yet. */
    record Written(String name, boolean isOptional, Expression value) {
        /** All fields of the map but those that another map adds. */
        static List<Written> of(MapExpression map) {
            return map.getMapEntryExpressions().stream()
                    .filter(entry -> entry.getKeyExpression() instanceof ConstantExpression)
                    .map(Written::of)
                    .toList();
        }

        private static Written of(MapEntryExpression entry) {
            String name = entry.getKeyExpression().getText();
            Expression value = entry.getValueExpression();
            if (!(value instanceof MethodCallExpression call)
                    || !call.isImplicitThis()
                    || !Absent.WORDS.contains(String.valueOf(call.getMethodAsString()))) {
                return new Written(name, false, value);
            }
            List<Expression> given = Ast.arguments(call);
            Expression last = given.isEmpty() ? EmptyExpression.INSTANCE : given.get(given.size() - 1);
            Expression made =
                    last instanceof ClosureExpression block ? Ast.only(block).orElse(EmptyExpression.INSTANCE) : last;
            return new Written(name, true, made);
        }

        /**
         * What is known of it.
         *
         * @param flow has followed the code
         * @param isOwn whether the script itself has a method of that name
         */
        ShapeField known(TypeFlow flow, Predicate<String> isOwn) {
            if (value instanceof MethodCallExpression call
                    && call.isImplicitThis()
                    && call.getMethodAsString() != null
                    && !isOwn.test(call.getMethodAsString())) {
                Optional<Path> first = Ast.arguments(call).stream().findFirst().flatMap(flow::value);
                return new ShapeField(name, isOptional, call.getMethodAsString(), first);
            }
            return new ShapeField(name, isOptional, "", flow.value(value));
        }
    }
}
