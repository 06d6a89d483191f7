package io.herald.dsl;

import io.herald.dsl.sandbox.Sandbox;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Makes code heed an interruption: at the begin of each method and closure, and in each turn of a loop. As Groovy's {@code ThreadInterrupt},
 * but compiled as Java would: the check costs next to nothing.
 */
final class CheckPoints extends ClassCodeVisitorSupport {
    private static final ClassNode UNIT = ClassHelper.make(ScriptUnit.class);

    private final SourceUnit source;

    CheckPoints(SourceUnit source) {
        this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    protected void visitConstructorOrMethod(MethodNode method, boolean isConstructor) {
        super.visitConstructorOrMethod(method, isConstructor);
        if (!isConstructor && !method.isSynthetic() && method.getCode() != null) {
            method.setCode(checked(method.getCode()));
        }
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        super.visitClosureExpression(closure);
        closure.setCode(checked(closure.getCode()));
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        super.visitForLoop(loop);
        check(loop);
    }

    @Override
    public void visitWhileLoop(WhileStatement loop) {
        super.visitWhileLoop(loop);
        check(loop);
    }

    @Override
    public void visitDoWhileLoop(DoWhileStatement loop) {
        super.visitDoWhileLoop(loop);
        check(loop);
    }

    private static void check(LoopingStatement loop) {
        loop.setLoopBlock(checked(loop.getLoopBlock()));
    }

    private static Statement checked(Statement code) {
        BlockStatement checked = new BlockStatement();
        checked.setSourcePosition(code);
        ExpressionStatement check = new ExpressionStatement(
                Sandbox.trusted(new ClassExpression(UNIT), new ClassExpression(UNIT), "$check"));
        check.setSourcePosition(code);
        checked.addStatement(check);
        checked.addStatement(code);
        return checked;
    }
}
