package io.herald.dsl.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.SwitchExpression;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.ast.stmt.YieldStatement;
import org.codehaus.groovy.classgen.ReturnAdder;

/**
 * What a method returns, as far as its author wrote it.
 *
 * @param values in no order: what {@code return} says, and what the code ends with
 * @param isNothing whether the code, which ends, always ends with nothing: null
 */
record Returned(List<Expression> values, boolean isNothing) {
    static Returned by(MethodNode method) {
        Explicit explicit = new Explicit();
        method.getCode().visit(explicit);
        List<ReturnStatement> all = new ArrayList<>(explicit.returns);
        new ReturnAdder(all::add).visitMethod(method); // it adds none: it tells what Groovy will add
        List<Expression> values = all.stream()
                .map(ReturnStatement::getExpression)
                .filter(value -> value.getLineNumber() > 0)
                .toList();
        return new Returned(values, values.isEmpty() && !all.isEmpty() && !explicit.mayNotEnd);
    }

    private static final class Explicit extends OwnCode {
        private final List<ReturnStatement> returns = new ArrayList<>();
        private boolean mayNotEnd;

        @Override
        public void visitReturnStatement(ReturnStatement returned) {
            returns.add(returned);
        }

        @Override
        public void visitWhileLoop(WhileStatement loop) {
            mayNotEnd = true;
            super.visitWhileLoop(loop);
        }

        @Override
        public void visitDoWhileLoop(DoWhileStatement loop) {
            mayNotEnd = true;
            super.visitDoWhileLoop(loop);
        }

        @Override
        public void visitForLoop(ForStatement loop) {
            mayNotEnd |= loop.getCollectionExpression() instanceof ClosureListExpression; // for (;;)
            super.visitForLoop(loop);
        }
    }

    /** What a {@code switch} that is a value gives. */
    static List<Expression> by(SwitchExpression choice) {
        List<Expression> values = new ArrayList<>();
        OwnCode code = new OwnCode() {
            @Override
            public void visitYieldStatement(YieldStatement yielded) {
                values.add(yielded.getExpression());
            }
        };
        Stream.concat(choice.getCaseStatements().stream(), Stream.of(choice.getDefaultStatement()))
                .forEach(each -> each.visit(code));
        return values;
    }

    /** Code without that of closures and of values in it: what these return is their own. */
    private abstract static class OwnCode extends CodeVisitorSupport {
        @Override
        public void visitClosureExpression(ClosureExpression closure) {}

        @Override
        public void visitSwitchExpression(SwitchExpression choice) {}
    }
}
